import { z } from "zod";
import { AwsError } from "../protocol/AwsError.ts";

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const principalKind = z.enum(["AWS", "Service", "Federated", "CanonicalUser"]);
const principal = z.union([z.literal("*"), z.partialRecord(principalKind, oneOrMore)]);
const condition = z.record(
  z.string(),
  z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
);

const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: condition.optional(),
});

const document = z.strictObject({
  Version: z.enum(["2008-10-17", "2012-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: z.union([statement, z.array(statement).min(1)]).transform((value) => [value].flat()),
});

export type PolicyStatement = z.output<typeof statement>;

/** A policy document, read: every member that may be one or many is a list. */
export type PolicyDocument = z.output<typeof document>;

/**
 * Reads a policy document that was checked when it was stored.
 * @throws AwsError MalformedPolicyDocument
 */
export function parsePolicy(text: string): PolicyDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed("This policy contains invalid Json");
  }
  const result = document.safeParse(value);
  if (!result.success) throw malformed("Syntax errors in policy.");
  return result.data;
}

/** Checks a policy that says what its holder may do. @throws AwsError MalformedPolicyDocument */
export function checkIdentityPolicy(text: string): void {
  for (const one of parsePolicy(text).Statement) {
    if (one.Principal !== undefined || one.NotPrincipal !== undefined) {
      throw malformed("Policy document should not specify a principal.");
    }
    if (!exactlyOne(one.Resource, one.NotResource)) throw malformed("Policy statement must contain resources.");
    checkActions(one);
    const resources = one.Resource ?? one.NotResource ?? [];
    const wrong = resources.find((resource) => resource !== "*" && !resource.startsWith("arn:"));
    if (wrong !== undefined) throw malformed(`Resource ${wrong} must be in ARN format or "*".`);
  }
}

/** Checks a policy that says who may take a role. @throws AwsError MalformedPolicyDocument */
export function checkTrustPolicy(text: string): void {
  for (const one of parsePolicy(text).Statement) {
    if (one.Resource !== undefined || one.NotResource !== undefined) {
      throw malformed("Has prohibited field Resource");
    }
    if (!exactlyOne(one.Principal, one.NotPrincipal)) throw malformed("Missing required field Principal");
    checkActions(one);
    const wrong = (one.Action ?? []).find((action) => action !== "*" && !action.toLowerCase().startsWith("sts:"));
    if (wrong !== undefined) throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
  }
}

function checkActions({ Action, NotAction }: PolicyStatement): void {
  if (!exactlyOne(Action, NotAction)) throw malformed("Policy statement must contain actions.");
  const wrong = (Action ?? NotAction ?? []).find(
    (action) => action !== "*" && !/^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(action),
  );
  if (wrong !== undefined) {
    throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  }
}

function exactlyOne(one: unknown, other: unknown): boolean {
  return (one === undefined) !== (other === undefined);
}

function malformed(message: string): AwsError {
  return new AwsError(400, "MalformedPolicyDocument", message);
}
