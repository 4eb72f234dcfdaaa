import type { AwsCall } from "../AwsService.ts";
import { findInstance } from "../ssoAdmin/lookup.ts";
import type { IdentityContext } from "../sts/state.ts";
import { covers } from "./scopes.ts";
import type { AccessGrant, AccessGrantsInstance, Permission } from "./state.ts";

/** The scope of tokens that S3 Access Grants takes (S3 user guide, "S3 Access Grants and corporate directory identities"). */
const scopeOfTokens = "s3:access_grants:read_write";

/**
 * The grants of whoever calls: those of the person that the session is for, and of the user or role that signs, for a person
 * too (Amazon S3 API reference, GetDataAccess, Grantee).
 */
export function grantsOfCaller(call: AwsCall, instance: AccessGrantsInstance): AccessGrant[] {
  const { caller } = call;
  const principal = caller?.kind === "session" ? caller.role.arn : caller?.arn;
  const identity = caller?.kind === "session" ? caller.session.identity : undefined;
  const directory = identity ? directoryIdsOf(call, instance, identity) : new Set<string>();
  return instance.grants.filter(({ grantee }) =>
    grantee.type === "IAM" ? grantee.identifier === principal : directory.has(grantee.identifier),
  );
}

/** Whether a grant counts for a caller's application: it does for all, or for this one. */
export function isForApplication({ caller }: AwsCall, { applicationArn }: AccessGrant): boolean {
  const identity = caller?.kind === "session" ? caller.session.identity : undefined;
  return applicationArn === undefined || applicationArn === identity?.applicationArn;
}

/**
 * The grant that counts for a request: of those that cover it, the one whose scope is narrowest (S3 user guide, "Request
 * access to Amazon S3 data through S3 Access Grants").
 */
export function matchGrant(
  grants: readonly AccessGrant[],
  target: string,
  permission: Permission,
): AccessGrant | undefined {
  return grants
    .filter((grant) => covers(grant.scope, target) && [permission, "READWRITE"].includes(grant.permission))
    .toSorted((one, other) => other.scope.length - one.scope.length)[0];
}

/** The ids of a person and of the person's groups; none unless the person is of the instance that is associated. */
function directoryIdsOf(
  call: AwsCall,
  { identityCenter }: AccessGrantsInstance,
  { instanceArn, userId, scopes }: IdentityContext,
): Set<string> {
  const directory = identityCenter?.instanceArn === instanceArn ? findInstance(call, instanceArn)?.store : undefined;
  const isKnown = directory?.users.some(({ id }) => id === userId) ?? false;
  if (!directory || !isKnown || !scopes.includes(scopeOfTokens)) return new Set();
  const memberships = directory.memberships.filter((one) => one.userId === userId);
  return new Set([userId, ...memberships.map(({ groupId }) => groupId)]);
}
