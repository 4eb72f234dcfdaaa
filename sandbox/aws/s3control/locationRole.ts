import type { AwsCall } from "../AwsService.ts";
import { isAssumableBy } from "../iam/evaluate.ts";
import type { Role } from "../iam/Role.ts";
import { findRoleByArn } from "../iam/roleInput.ts";
import { identityCenterProvider } from "../sts/identityContexts.ts";
import { refuse } from "./errors.ts";
import { instanceArnOf } from "./S3ControlCall.ts";

const service = "access-grants.s3.amazonaws.com";

/** What S3 Access Grants does with a location's role (S3 user guide, "Register a location"). */
export type RoleAction = "sts:AssumeRole" | "sts:SetSourceIdentity" | "sts:SetContext";

/** Whether the trust policy of a location's role lets S3 Access Grants do something with it. */
export function letsAccessGrants(call: AwsCall, role: Role, action: RoleAction): boolean {
  return isAssumableBy(role, service, action, {
    "aws:SourceAccount": call.account.id,
    "aws:SourceArn": instanceArnOf(call),
    "sts:RequestContextProviders": action === "sts:SetContext" ? [identityCenterProvider] : undefined,
  });
}

/** A role that a location may have. @throws AwsError InvalidIamRole */
export function requireLocationRole(call: AwsCall, arn: string): Role {
  const role = findRoleByArn(call.account, arn);
  if (!role || !letsAccessGrants(call, role, "sts:AssumeRole")) throw refuse("InvalidIamRole");
  return role;
}
