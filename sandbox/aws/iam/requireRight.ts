import type { AwsCall } from "../AwsService.ts";
import { AwsError } from "../protocol/AwsError.ts";
import type { SessionCaller } from "./Caller.ts";
import { type AccessRequest, decide, type Decision, documentsOf } from "./evaluate.ts";
import { principalContext } from "./principalContext.ts";

/** How a protocol says that a caller may not do something. */
export type AccessDenied = readonly [status: number, awsCode: string];

/**
 * Lets the account's user do everything, and a role session what its role's and its own policies allow.
 * @throws AwsError in the words of IAM ("Troubleshoot access denied error messages")
 */
export function requireRight(call: AwsCall, request: AccessRequest, [status, awsCode]: AccessDenied): void {
  const why = reasonToRefuse(call, request);
  if (why !== undefined && call.caller) throw notAuthorized(call.caller.arn, request, status, awsCode, why);
}

/** Whether a caller may do something. */
export function isActionAllowed(call: AwsCall, request: AccessRequest): boolean {
  return reasonToRefuse(call, request) === undefined;
}

function reasonToRefuse(call: AwsCall, request: AccessRequest): string | undefined {
  const { caller } = call;
  return caller?.kind === "session" ? refusalOf(decideForSession(call, caller, request)) : undefined;
}

/** What a session's policies say. */
export interface SessionDecision {
  readonly role: Decision;
  /** Of the policies that narrow the session down; without such, it allows. */
  readonly session: Decision;
}

export function decideForSession(
  call: AwsCall,
  caller: SessionCaller,
  { action, resource, context }: AccessRequest,
): SessionDecision {
  const { role, session } = caller;
  const request = { action, resource, context: { ...principalContext(call, caller), ...context } };
  const narrowing = decide(session.policies, request);
  const denial = session.identity && !session.accessGrantsInstanceArn ? decide([identityContextPolicy], request) : none;
  return {
    role: decide(documentsOf(role), request),
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

function refusalOf({ role, session }: SessionDecision): string | undefined {
  if (role.denied) return "with an explicit deny in an identity-based policy";
  if (session.denied) return "with an explicit deny in a session policy";
  if (!role.allowed) return "because no identity-based policy allows the {} action";
  return session.allowed ? undefined : "because no session policy allows the {} action";
}

const none: Decision = { allowed: false, denied: false };

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
