import { managedPolicy } from "./managedPolicies.ts";
import { parsePolicy, type PolicyStatement } from "./PolicyDocument.ts";
import type { Role } from "./Role.ts";

/**
 * Whether a role's policies let its holder do something: one statement allows it and none denies it (IAM user guide,
 * "Policy evaluation logic"). Conditions are not evaluated: a statement that has one never allows and always denies.
 * @param action such as `logs:PutLogEvents`
 * @param resource the ARN of what it is done to
 */
export function isAllowed(role: Role, action: string, resource: string): boolean {
  const documents = [
    ...role.inlinePolicies.map((policy) => policy.document),
    ...role.attachedPolicies.map((arn) => managedPolicy(arn).document),
  ];
  const statements = documents
    .flatMap((document) => parsePolicy(document).Statement)
    .filter((statement) => applies(statement, action, resource));
  return (
    statements.some((statement) => statement.Effect === "Allow" && statement.Condition === undefined) &&
    statements.every((statement) => statement.Effect !== "Deny")
  );
}

/** Whether a role's trust policy lets an AWS service take the role. */
export function isAssumableBy(role: Role, service: string): boolean {
  const statements = parsePolicy(role.assumeRolePolicyDocument).Statement.filter((statement) => {
    const services = typeof statement.Principal === "object" ? (statement.Principal.Service ?? []) : [];
    return services.includes(service) && (statement.Action ?? []).some((action) => isLike("sts:AssumeRole", action));
  });
  return (
    statements.some((statement) => statement.Effect === "Allow" && statement.Condition === undefined) &&
    statements.every((statement) => statement.Effect !== "Deny")
  );
}

function applies(statement: PolicyStatement, action: string, resource: string): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const isAction = (pattern: string): boolean => isLike(action, pattern);
  const isResource = (pattern: string): boolean => pattern === "*" || isArnLike(resource, pattern);
  return (
    (Action ? Action.some(isAction) : !(NotAction ?? []).some(isAction)) &&
    (Resource ? Resource.some(isResource) : !(NotResource ?? []).some(isResource))
  );
}

/**
 * Whether an ARN matches a pattern: each of the six parts between colons for itself, `*` for any characters and `?` for
 * one (IAM user guide, "Amazon Resource Name (ARN) condition operators").
 */
export function isArnLike(arn: string, pattern: string): boolean {
  const [parts, patterns] = [splitArn(arn), splitArn(pattern)];
  return (
    parts.length === patterns.length && parts.every((part, index) => wildcards(patterns[index] ?? "", "").test(part))
  );
}

function splitArn(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** Action names do not care about case. */
function isLike(action: string, pattern: string): boolean {
  return wildcards(pattern, "i").test(action);
}

function wildcards(pattern: string, flags: string): RegExp {
  const source = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, (character) => {
    if (character === "*") return ".*";
    return character === "?" ? "." : `\\${character}`;
  });
  return new RegExp(`^${source}$`, `s${flags}`);
}
