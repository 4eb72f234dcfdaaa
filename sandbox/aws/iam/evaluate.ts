import { type ConditionContext, holds } from "./conditions.ts";
import { managedPolicy } from "./managedPolicies.ts";
import { isActionLike, isArnLike } from "./patterns.ts";
import { parsePolicy, type PolicyStatement } from "./PolicyDocument.ts";
import type { Role } from "./Role.ts";

export { isArnLike } from "./patterns.ts";

/** Something that is to be done. */
export interface AccessRequest {
  /** Such as `logs:PutLogEvents`. */
  readonly action: string;
  /** The ARN of what it is done to; `*` for an action that is done to nothing, or whose resource the sandbox does not name. */
  readonly resource: string;
  readonly context?: ConditionContext | undefined;
}

/** What policies say to a request. */
export interface Decision {
  readonly allowed: boolean;
  readonly denied: boolean;
}

/**
 * Whether a role's policies let its holder do something: one statement allows it and none denies it (IAM user guide,
 * "Policy evaluation logic"). A condition that the sandbox cannot judge never allows and always denies.
 */
export function isAllowed(role: Role, action: string, resource: string, context: ConditionContext = {}): boolean {
  const { allowed, denied } = decide(documentsOf(role), { action, resource, context });
  return allowed && !denied;
}

/** A role's policies, as JSON. */
export function documentsOf(role: Role): string[] {
  return [
    ...role.inlinePolicies.map((policy) => policy.document),
    ...role.attachedPolicies.map((arn) => managedPolicy(arn).document),
  ];
}

/** What policies say together to a request. @param documents as JSON */
export function decide(documents: readonly string[], { action, resource, context = {} }: AccessRequest): Decision {
  const statements = documents
    .flatMap((document) => parsePolicy(document).Statement)
    .filter((statement) => applies(statement, action, resource));
  return weigh(statements, context);
}

/** What statements that apply to a request say to it. */
function weigh(statements: readonly PolicyStatement[], context: ConditionContext): Decision {
  return {
    allowed: statements.some(({ Effect, Condition }) => Effect === "Allow" && holds(Condition, context) === true),
    denied: statements.some(({ Effect, Condition }) => Effect === "Deny" && holds(Condition, context) !== false),
  };
}

/** Whether a role's trust policy lets an AWS service do something with the role, `sts:AssumeRole` unless told otherwise. */
export function isAssumableBy(
  role: Role,
  service: string,
  action = "sts:AssumeRole",
  context: ConditionContext = {},
): boolean {
  const isNamed: IsNamed = (kind, principal) => kind === "Service" && principal === service;
  const request = { action, resource: role.arn, context };
  const { allowed, denied } = decideByPrincipal(role.assumeRolePolicyDocument, request, isNamed);
  return allowed && !denied;
}

/** Whether a principal of a policy stands for whoever asks. @param kind of the principal */
export type IsNamed = (kind: "AWS" | "Service", principal: string) => boolean;

/**
 * What a policy that names principals says to a request of one of them: a role's trust policy, which names no resource, or
 * the policy of an application.
 * @param document as JSON
 */
export function decideByPrincipal(
  document: string,
  { action, resource, context = {} }: AccessRequest,
  isNamed: IsNamed,
): Decision {
  const statements = parsePolicy(document).Statement.filter(
    (statement) => applies(statement, action, resource) && isFor(statement, isNamed),
  );
  return weigh(statements, context);
}

/** A statement about all but some principals is never read as a permission, and always as a denial, as is one about all. */
function isFor({ Effect, Principal }: PolicyStatement, isNamed: IsNamed): boolean {
  if (Principal === undefined) return Effect === "Deny";
  const { AWS = [], Service = [] } = Principal === "*" ? { AWS: ["*"] } : Principal;
  if (Effect === "Deny" && AWS.includes("*")) return true;
  return AWS.some((one) => isNamed("AWS", one)) || Service.some((one) => isNamed("Service", one));
}

function applies(statement: PolicyStatement, action: string, resource: string): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const isAction = (pattern: string): boolean => isActionLike(action, pattern);
  const isResource = (pattern: string): boolean => pattern === "*" || isArnLike(resource, pattern);
  return (
    (Action ? Action.some(isAction) : !(NotAction ?? []).some(isAction)) &&
    (Resource ? Resource.some(isResource) : !(NotResource ?? []).some(isResource))
  );
}
