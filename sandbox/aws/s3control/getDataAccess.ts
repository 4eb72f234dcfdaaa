import { z } from "zod";
import { randomId } from "../../http/ids.ts";
import { findRoleByArn } from "../iam/roleInput.ts";
import { AwsError } from "../protocol/AwsError.ts";
import { readInput } from "../protocol/readInput.ts";
import { credentialsOutput, newSession } from "../sts/newSession.ts";
import { granteeXml, permission } from "./grants.ts";
import { letsAccessGrants, type RoleAction } from "./locationRole.ts";
import { requireLocation } from "./locations.ts";
import { grantsOfCaller, isForApplication, matchGrant } from "./matchGrant.ts";
import { instanceArnOf, requireAccessGrants, type S3ControlCall, type S3ControlResult } from "./S3ControlCall.ts";
import { normalScope } from "./scopes.ts";
import { sessionPolicy } from "./sessionPolicy.ts";
import type { AccessGrant, AccessGrantsInstance } from "./state.ts";

const request = z.strictObject({
  target: z.string().min(1).max(2000),
  permission,
  privilege: z.enum(["Minimal", "Default"]).default("Default"),
  durationSeconds: z.coerce.number().int().min(900).max(43_200).default(3600),
  targetType: z.literal("Object").optional(),
  /** Is shown in AWS's logs alone. */
  auditContext: z.string().min(1).max(2048).optional(),
});

/** Credentials for what the caller was granted (Amazon S3 API reference, GetDataAccess). */
export function getDataAccess(call: S3ControlCall): S3ControlResult {
  const asked = readInput(Object.fromEntries(call.query), request, "InvalidRequest");
  const target = normalScope(asked.target);
  const instance = requireAccessGrants(call);
  const usable = grantsOfCaller(call, instance).filter((one) => isForApplication(call, one));
  const grant = matchGrant(usable, target, asked.permission);
  const isObject = asked.targetType === "Object" && target.endsWith("*");
  if (!grant || isObject) {
    const message = `You do not have ${asked.permission} permissions to the requested S3 Prefix: ${asked.target}`;
    throw new AwsError(403, "AccessDenied", message);
  }
  const scope = asked.privilege === "Minimal" ? target : grant.scope;
  const policies = [sessionPolicy(scope, asked.permission)];
  return {
    Credentials: credentialsOutput(takeRole(call, instance, grant, policies, asked.durationSeconds)),
    MatchedGrantTarget: scope,
    Grantee: granteeXml(grant.grantee),
  };
}

/** @throws AwsError StsNotAuthorizedError, StsValidationError */
function takeRole(
  call: S3ControlCall,
  instance: AccessGrantsInstance,
  grant: AccessGrant,
  policies: readonly string[],
  duration: number,
): ReturnType<typeof newSession> {
  const { roleArn } = requireLocation(instance, grant.locationId);
  const role = findRoleByArn(call.account, roleArn);
  const isPerson = grant.grantee.type !== "IAM";
  const needed: RoleAction[] = ["sts:AssumeRole", isPerson ? "sts:SetContext" : "sts:SetSourceIdentity"];
  const refused = needed.find((action) => !role || !letsAccessGrants(call, role, action));
  if (!role || refused !== undefined) {
    const what = `is not authorized to perform: ${refused ?? "sts:AssumeRole"} on resource: ${roleArn}`;
    throw new AwsError(403, "StsNotAuthorizedError", `User: access-grants.s3.amazonaws.com ${what}`);
  }
  if (duration > role.maxSessionDuration) {
    const message = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    throw new AwsError(400, "StsValidationError", message);
  }
  const { caller } = call;
  const session = caller?.kind === "session" ? caller.session : undefined;
  return newSession(call.account, role, duration, {
    name: `access-grants-${randomId("", 16, "lowerAlphanumeric")}`,
    policies,
    sourceIdentity: isPerson ? undefined : session?.sourceIdentity,
    identity: isPerson ? session?.identity : undefined,
    accessGrantsInstanceArn: instanceArnOf(call),
  });
}
