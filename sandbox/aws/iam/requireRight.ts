import type { AwsCall } from "../AwsService.ts";
import { AwsError } from "../protocol/AwsError.ts";
import type { Caller } from "./Caller.ts";
import { type AccessRequest, decide, type Decision, documentsOf } from "./evaluate.ts";
import type { RightsTable } from "./OperationRights.ts";
import { principalContext } from "./principalContext.ts";

/** How a protocol says that a caller may not do something. */
export type AccessDenied = readonly [status: number, awsCode: string];

/**
 * Lets a caller do what the caller's policies allow: the account's user those of the operator, everything unless it was
 * given any, and a role session what its role's and its own policies have in common.
 * @param member a member of the operation's input
 * @throws AwsError in the words of IAM ("Troubleshoot access denied error messages"); TypeError for an operation that the
 *   table has no entry for
 */
export function requireRights(
  call: AwsCall,
  table: RightsTable,
  operation: string,
  member: (name: string) => unknown,
  [status, awsCode]: AccessDenied,
): void {
  const rights = Object.hasOwn(table, operation) ? table[operation] : undefined;
  if (!rights) throw new TypeError(`${operation} has no entry in the table of its service's rights`);
  for (const request of rights({ call, operation, member })) {
    const why = reasonToRefuse(call, request);
    noteDemand(call, operation, request, why === undefined);
    if (why !== undefined && call.caller) throw notAuthorized(call.caller.arn, request, status, awsCode, why);
  }
}

/** Whether a caller may do something. */
export function isActionAllowed(call: AwsCall, request: AccessRequest): boolean {
  return reasonToRefuse(call, request) === undefined;
}

/** Notes what an operation asked of the operator's policies. */
export function noteDemand(
  call: AwsCall,
  operation: string,
  { action, resource }: AccessRequest,
  allowed: boolean,
): void {
  if (call.caller?.kind !== "user") return;
  const { operator } = call.account.context;
  operator?.demand({ vendor: "aws", operation, kind: "action", anyOf: [action], on: resource, allowed });
}

function reasonToRefuse(call: AwsCall, request: AccessRequest): string | undefined {
  return call.caller && refusalOf(decideForCaller(call, call.caller, request));
}

/** What a caller's policies say. */
export interface CallerDecision {
  readonly identity: Decision;
  /** Of the policies that narrow a session down; without such, it allows. */
  readonly session: Decision;
}

export function decideForCaller(
  call: AwsCall,
  caller: Caller,
  { action, resource, context }: AccessRequest,
): CallerDecision {
  const request = { action, resource, context: { ...principalContext(call, caller), ...context } };
  if (caller.kind === "user") {
    const policies = call.account.context.operator?.rights.aws?.policies;
    return { identity: policies ? decide(policies.map(String), request) : everything, session: everything };
  }
  const { role, session } = caller;
  const narrowing = decide(session.policies, request);
  const denial = session.identity && !session.accessGrantsInstanceArn ? decide([identityContextPolicy], request) : none;
  return {
    identity: decide(documentsOf(role), request),
    session: {
      allowed: session.policies.length === 0 || narrowing.allowed,
      denied: narrowing.denied || denial.denied,
    },
  };
}

/** @param subject the ARN of who asked */
export function notAuthorized(
  subject: string,
  { action, resource }: AccessRequest,
  status: number,
  awsCode: string,
  why?: string,
): AwsError {
  const message = `User: ${subject} is not authorized to perform: ${action} on resource: ${resource}`;
  return new AwsError(status, awsCode, why === undefined ? message : `${message} ${why.replace("{}", action)}`);
}

function refusalOf({ identity, session }: CallerDecision): string | undefined {
  if (identity.denied) return "with an explicit deny in an identity-based policy";
  if (session.denied) return "with an explicit deny in a session policy";
  if (!identity.allowed) return "because no identity-based policy allows the {} action";
  return session.allowed ? undefined : "because no session policy allows the {} action";
}

const none: Decision = { allowed: false, denied: false };
const everything: Decision = { allowed: true, denied: false };

/**
 * What AWS adds to every session that was taken with an identity context, as far as the sandbox has its actions (AWS
 * managed policy reference guide, AWSIAMIdentityCenterAllowListForIdentityContext, version 12).
 */
const identityContextPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      NotAction: [
        "s3:GetAccessGrantsInstanceForPrefix",
        "s3:GetDataAccess",
        "s3:ListCallerAccessGrants",
        "sts:SetContext",
      ],
      Resource: "*",
    },
  ],
});
