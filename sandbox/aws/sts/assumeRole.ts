import type { AwsCall } from "../AwsService.ts";
import { type Caller, sessionArn } from "../iam/Caller.ts";
import type { ConditionContext } from "../iam/conditions.ts";
import { managedPolicy } from "../iam/managedPolicies.ts";
import { mayTakeRole } from "../iam/mayTakeRole.ts";
import { checkIdentityPolicy } from "../iam/PolicyDocument.ts";
import { notAuthorized } from "../iam/requireRight.ts";
import type { Role } from "../iam/Role.ts";
import { checkShape, findRoleByArn } from "../iam/roleInput.ts";
import { AwsError, unsupported } from "../protocol/AwsError.ts";
import { type QueryInput, required } from "../protocol/query.ts";
import type { XmlValue } from "../protocol/xml.ts";
import { credentialsOutput, newSession } from "./newSession.ts";
import { readProvidedContexts } from "./providedContexts.ts";

const notThere = /^(?:Tags\.|TransitiveTagKeys\.|SerialNumber$|TokenCode$)/;
const policyCharacters = 2048;
const chainedSeconds = 3600;

/** Temporary credentials of a role for a caller whom its trust policy names (AWS STS API reference, AssumeRole). */
export function assumeRole(call: AwsCall, input: QueryInput): Readonly<Record<string, XmlValue>> {
  const { account, caller } = call;
  if (!caller) throw new TypeError("AssumeRole was not signed");
  const unknown = [...input.keys()].find((name) => notThere.test(name));
  if (unknown !== undefined) throw unsupported("ValidationError", `the member ${unknown} of AssumeRole`);
  const roleArn = checkShape(required(input, "RoleArn"), "roleArn", /^arn:aws:iam::\d{12}:role\/.{1,2000}$/);
  const name = checkShape(required(input, "RoleSessionName"), "roleSessionName", /^[\w+=,.@-]{2,64}$/);
  const sourceIdentity = readSourceIdentity(input, caller);
  const policies = readPolicies(input);
  const duration = readDuration(input);
  const contexts = readProvidedContexts(account, input);
  const role = findRoleByArn(account, roleArn);
  const providers = contexts.length > 0 ? contexts.map(({ providerArn }) => providerArn) : undefined;
  const context: ConditionContext = {
    "sts:RoleSessionName": name,
    "sts:ExternalId": input.get("ExternalId") ?? undefined,
    "sts:SourceIdentity": sourceIdentity,
    "sts:RequestContextProviders": providers,
  };
  const needed = [
    "sts:AssumeRole",
    ...(contexts.length > 0 ? ["sts:SetContext"] : []),
    ...(sourceIdentity === undefined ? [] : ["sts:SetSourceIdentity"]),
  ];
  const refused = needed.find((action) => !role || !mayTakeRole(call, caller, role, action, context));
  if (!role || refused !== undefined) {
    const request = { action: refused ?? "sts:AssumeRole", resource: roleArn };
    throw notAuthorized(caller.arn, request, 403, "AccessDenied");
  }
  checkDuration(duration, role, caller);
  const identity = contexts[0]?.context;
  const session = newSession(account, role, duration, { name, sourceIdentity, policies, identity });
  return {
    Credentials: credentialsOutput(session),
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${name}`, Arn: sessionArn(account.id, role, name) },
    SourceIdentity: sourceIdentity,
    PackedPolicySize: policies.length > 0 ? Math.ceil((policies.join("").length * 100) / policyCharacters) : undefined,
  };
}

/** A session that has a source identity keeps it (IAM user guide, "Monitor and control actions taken with assumed roles"). */
function readSourceIdentity(input: QueryInput, caller: Caller): string | undefined {
  const given = input.get("SourceIdentity");
  const kept = caller.kind === "session" ? caller.session.sourceIdentity : undefined;
  if (given === null) return kept;
  checkShape(given, "sourceIdentity", /^[\w+=,.@-]{2,64}$/);
  if (kept === undefined || kept === given) return given;
  throw invalid("The source identity of a session cannot be changed");
}

/** @throws AwsError MalformedPolicyDocument, PackedPolicyTooLarge, NoSuchEntity */
function readPolicies(input: QueryInput): string[] {
  const inline = input.get("Policy");
  if (inline !== null) checkIdentityPolicy(inline);
  if (inline !== null && inline.length > policyCharacters) {
    throw new AwsError(400, "PackedPolicyTooLarge", "Packed policy is larger than what AWS allows");
  }
  const managed: string[] = [];
  for (let index = 1; ; index++) {
    const arn = input.get(`PolicyArns.member.${index}.arn`);
    if (arn === null) break;
    managed.push(managedPolicy(arn).document);
  }
  return [...(inline === null ? [] : [inline]), ...managed];
}

function readDuration(input: QueryInput): number {
  const text = input.get("DurationSeconds");
  if (text === null) return chainedSeconds;
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200) return seconds;
  throw invalid(
    `1 validation error detected: Value '${text}' at 'durationSeconds' failed to satisfy constraint: Member must have ` +
      "value between 900 and 43200",
  );
}

/** @throws AwsError ValidationError */
function checkDuration(seconds: number, role: Role, caller: Caller): void {
  if (caller.kind === "session" && seconds > chainedSeconds) {
    throw invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
  }
  if (seconds > role.maxSessionDuration) {
    throw invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
}

function invalid(message: string): AwsError {
  return new AwsError(400, "ValidationError", message);
}
