import type { AwsCall } from "../AwsService.ts";
import type { Caller } from "./Caller.ts";
import type { ConditionContext } from "./conditions.ts";

/**
 * What every request says of who makes it, and where (IAM user guide, "AWS global condition context keys"). Requests come by
 * TLS alone, and nobody here has a second factor.
 */
export function principalContext({ account, region }: AwsCall, caller: Caller): ConditionContext {
  const common = {
    "aws:PrincipalAccount": account.id,
    "aws:PrincipalIsAWSService": "false",
    "aws:RequestedRegion": region,
    "aws:ResourceAccount": account.id,
    "aws:SecureTransport": "true",
    "aws:userid": caller.userId,
  };
  if (caller.kind === "user") return { ...common, "aws:PrincipalArn": caller.arn, "aws:PrincipalType": "User" };
  const { role, session } = caller;
  return {
    ...common,
    ...Object.fromEntries(role.tags.map(({ key, value }) => [`aws:PrincipalTag/${key}`, value])),
    "aws:MultiFactorAuthPresent": "false",
    "aws:PrincipalArn": role.arn,
    "aws:PrincipalType": "AssumedRole",
    "aws:SourceIdentity": session.sourceIdentity,
    "s3:AccessGrantsInstanceArn": session.accessGrantsInstanceArn,
  };
}
