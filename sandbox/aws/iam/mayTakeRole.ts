import type { AwsCall } from "../AwsService.ts";
import type { Caller } from "./Caller.ts";
import type { ConditionContext } from "./conditions.ts";
import { type AccessRequest, type Decision, decideByPrincipal } from "./evaluate.ts";
import { principalContext } from "./principalContext.ts";
import { decideForCaller, noteDemand } from "./requireRight.ts";
import type { Role } from "./Role.ts";

/**
 * Whether a caller may do something with a role: `sts:AssumeRole`, `sts:SetContext`, `sts:SetSourceIdentity`. The role's
 * trust policy has to name the caller, which is enough in one account, or the account, and then the caller's own policies
 * have to allow it too (IAM user guide, "Policy evaluation logic"; AWS STS API reference, AssumeRole).
 */
export function mayTakeRole(
  call: AwsCall,
  caller: Caller,
  role: Role,
  action: string,
  context: ConditionContext,
): boolean {
  const request = { action, resource: role.arn, context };
  const { assumeRolePolicyDocument: document, principalIds = {} } = role;
  const named = decideFor(call, caller, document, request, (one) => namesCaller(one, caller, principalIds));
  const accountWide = decideFor(call, caller, document, request, (one) => namesAccount(one, call.account.id));
  if (named.denied || accountWide.denied || !(named.allowed || accountWide.allowed)) return false;
  const { identity, session } = decideForCaller(call, caller, request);
  const mayAsk = !identity.denied && !session.denied && session.allowed;
  if (named.allowed) return mayAsk;
  noteDemand(call, "AssumeRole", request, mayAsk && identity.allowed);
  return mayAsk && identity.allowed;
}

/**
 * Whether the policy of an Identity Center application names a caller for a request: roles and services may be named (IAM
 * Identity Center user guide, "Resource-based policy example for IAM Identity Center"), the account may not.
 * @param document as JSON
 */
export function isNamedFor(call: AwsCall, caller: Caller, document: string, request: AccessRequest): boolean {
  const { allowed, denied } = decideFor(call, caller, document, request, (one) => namesCaller(one, caller, {}));
  return allowed && !denied;
}

function decideFor(
  call: AwsCall,
  caller: Caller,
  document: string,
  request: AccessRequest,
  names: (principal: string) => boolean,
): Decision {
  const context = { ...principalContext(call, caller), ...request.context };
  return decideByPrincipal(document, { ...request, context }, (kind, principal) => kind === "AWS" && names(principal));
}

/** @param ids whom the ARNs of users and roles mean, where that is known */
function namesCaller(principal: string, caller: Caller, ids: Readonly<Record<string, string>>): boolean {
  if (principal === caller.arn) return true;
  const { arn, id } = caller.kind === "user" ? { arn: caller.arn, id: caller.userId } : caller.role;
  return principal === id || (principal === arn && (ids[principal] ?? id) === id);
}

/** `*` is anybody, and whoever is in the account among them: their own policies decide. */
function namesAccount(principal: string, accountId: string): boolean {
  return ["*", accountId, `arn:aws:iam::${accountId}:root`].includes(principal);
}
