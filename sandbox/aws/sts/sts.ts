import type { AwsCall, AwsService } from "../AwsService.ts";
import { queryService } from "../protocol/query.ts";
import type { XmlValue } from "../protocol/xml.ts";
import { assumeRole } from "./assumeRole.ts";
import { stsRights } from "./rights.ts";

/** Security Token Service: who the caller is, and temporary credentials of roles (AWS STS API reference). */
export function sts(): AwsService {
  return queryService({
    signingName: "sts",
    version: "2011-06-15",
    namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    handlers: new Map(Object.entries({ AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity })),
    rights: stsRights,
    // Trust policies decide with it who may take a role.
    asking: new Set(["AssumeRole"]),
  });
}

function getCallerIdentity({ account, caller }: AwsCall): Readonly<Record<string, XmlValue>> {
  return { Arn: caller?.arn, UserId: caller?.userId, Account: account.id };
}
