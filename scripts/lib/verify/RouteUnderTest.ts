import type { DeployedApi, DeployedAuthorizer, DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { ApiModel, RouteModel } from "../../../trust/TrustModel.ts";
import { routeRequest } from "./routeRequest.ts";
import type { RouteRequest } from "./routeRequest.ts";

/** A route as declared and as deployed. */
export interface RouteUnderTest {
  readonly apiName: string;
  readonly api: ApiModel;
  readonly deployed: DeployedApi;
  readonly route: RouteModel;
  /** Undefined where no request reaches this route and no other. */
  readonly request: RouteRequest | undefined;
  /** `missing`: declared, but not among the stack's outputs. */
  readonly guard: RouteGuard | "public" | "missing";
}

/** What stands before a route that is not public. */
export interface RouteGuard {
  readonly issuerName: string;
  readonly scopeClaim: "scope" | "scp";
  readonly discoveryUrl: string;
  readonly authorizer: DeployedAuthorizer;
  readonly scopes: readonly string[];
}

/** Every route of every deployed API, in the model's order. */
export function routesUnderTest(trust: DeployedTrust): readonly RouteUnderTest[] {
  return Object.entries(trust.model.apis).flatMap(([apiName, api]) => {
    const deployed = trust.apis[apiName];
    if (deployed === undefined) return [];
    return api.routes.map((route) => ({
      apiName,
      api,
      deployed,
      route,
      request: routeRequest(api, route),
      guard: guardOf(trust, deployed, route),
    }));
  });
}

function guardOf(trust: DeployedTrust, api: DeployedApi, { access }: RouteModel): RouteUnderTest["guard"] {
  if (access.kind === "public") return "public";
  const issuer = trust.issuers[access.issuer];
  const authorizer = api.authorizers[access.issuer];
  if (issuer === undefined || authorizer === undefined) return "missing";
  const { scopeClaim, discoveryUrl } = issuer;
  return { issuerName: access.issuer, scopeClaim, discoveryUrl, authorizer, scopes: access.scopes };
}
