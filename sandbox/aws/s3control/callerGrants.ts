import { Repeated } from "../protocol/xml.ts";
import { grantsOfCaller, isForApplication } from "./matchGrant.ts";
import { pageByQuery, requireAccessGrants, type S3ControlCall, type S3ControlResult } from "./S3ControlCall.ts";

/** The grants of whoever calls; of those, the ones that the caller's application can use (Amazon S3 API reference, ListCallerAccessGrants). */
export function listCallerAccessGrants(call: S3ControlCall): S3ControlResult {
  const { query } = call;
  const scope = query.get("grantscope") ?? "";
  const isAny = query.get("allowedByApplication") !== "true";
  const found = grantsOfCaller(call, requireAccessGrants(call)).filter(
    (grant) => grant.scope.startsWith(scope) && (isAny || isForApplication(call, grant)),
  );
  const { items, next } = pageByQuery(call, found);
  const list = items.map((grant) => ({
    Permission: grant.permission,
    GrantScope: grant.scope,
    ApplicationArn: grant.applicationArn ?? "ALL",
  }));
  return { NextToken: next, CallerAccessGrantsList: { AccessGrant: new Repeated(list) } };
}
