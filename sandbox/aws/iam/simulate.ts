import { AwsError } from "../protocol/AwsError.ts";
import { listMembers, type QueryInput, required } from "../protocol/query.ts";
import type { XmlValue } from "../protocol/xml.ts";
import type { AwsCall } from "../AwsService.ts";
import { accountUser } from "./Caller.ts";
import type { ConditionContext } from "./conditions.ts";
import { decide, documentsOf } from "./evaluate.ts";
import { isActionLike, isArnLike } from "./patterns.ts";
import { checkIdentityPolicy, parsePolicy } from "./PolicyDocument.ts";
import { findRoleByArn, noSuchEntity } from "./roleInput.ts";

type Result = Readonly<Record<string, XmlValue>>;

/** For whom nobody wrote policies. */
const everything = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

const mostItems = 1000;

/**
 * What the policies of a user or a role say to requests that nobody makes: one result for each action and each resource, in
 * their order (IAM API reference, SimulatePrincipalPolicy). As with AWS, a condition key has the values of the context
 * entries alone, and one that policies ask for and no entry has is told as missing. Which statement decided is not told
 * here, and what narrows permissions down besides (boundaries, resource policies) is refused.
 */
export function simulatePrincipalPolicy(call: AwsCall, input: QueryInput): Result {
  const unknown = [...input.keys()].find((name) =>
    /^(?:PermissionsBoundary|ResourcePolicy|ResourceHandling)/.test(name),
  );
  if (unknown !== undefined) throw invalidInput(`The sandbox does not support ${unknown}`);
  const actions = listMembers(input, "ActionNames");
  if (actions.length === 0) throw invalidInput("At least one action name must be specified.");
  const wrong = actions.find((action) => !/^[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+$/.test(action));
  if (wrong !== undefined) throw invalidInput(`Invalid Action Name : ${wrong}`);
  const resources = listMembers(input, "ResourceArns");
  const documents = [...documentsOfPrincipal(call, required(input, "PolicySourceArn")), ...readPolicies(input)];
  const context = readContext(input);
  const results = actions.flatMap((action) =>
    (resources.length > 0 ? resources : ["*"]).map((resource) => evaluate(documents, action, resource, context)),
  );
  const first = Number(input.get("Marker") ?? 0);
  const end = first + Math.min(Number(input.get("MaxItems") ?? 100), mostItems);
  const isTruncated = end < results.length;
  return {
    EvaluationResults: results.slice(first, end),
    IsTruncated: isTruncated,
    Marker: isTruncated ? String(end) : undefined,
  };
}

function evaluate(documents: readonly string[], action: string, resource: string, context: ConditionContext): XmlValue {
  const { allowed, denied } = decide(documents, { action, resource, context });
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: denied ? "explicitDeny" : allowed ? "allowed" : "implicitDeny",
    MatchedStatements: [],
    MissingContextValues: missingKeys(documents, action, resource, context),
  };
}

/** The keys that statements about the request ask for, and that it does not have. */
function missingKeys(
  documents: readonly string[],
  action: string,
  resource: string,
  context: ConditionContext,
): readonly string[] {
  const known = Object.keys(context).map((key) => key.toLowerCase());
  const asked = documents
    .flatMap((document) => parsePolicy(document).Statement)
    .filter(
      ({ Action = [], Resource = [] }) =>
        Action.some((pattern) => isActionLike(action, pattern)) &&
        Resource.some((pattern) => pattern === "*" || isArnLike(resource, pattern)),
    )
    .flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((keys) => Object.keys(keys)));
  return [...new Set(asked)].filter((key) => !known.includes(key.toLowerCase())).sort();
}

/** @throws AwsError NoSuchEntity */
function documentsOfPrincipal({ account }: AwsCall, arn: string): readonly string[] {
  if (arn === accountUser(account).arn) {
    return account.context.operator?.rights.aws?.policies.map(String) ?? [everything];
  }
  const role = findRoleByArn(account, arn);
  if (!role) throw noSuchEntity(`The principal ${arn} cannot be found.`);
  return documentsOf(role);
}

/** @throws AwsError MalformedPolicyDocument */
function readPolicies(input: QueryInput): readonly string[] {
  const policies = listMembers(input, "PolicyInputList");
  policies.forEach(checkIdentityPolicy);
  return policies;
}

/** `ContextEntries.member.1.ContextKeyName`, `….ContextKeyValues.member.1`, … */
function readContext(input: QueryInput): ConditionContext {
  const context: Record<string, string | readonly string[]> = {};
  for (let index = 1; ; index++) {
    const entry = `ContextEntries.member.${index}`;
    const name = input.get(`${entry}.ContextKeyName`);
    if (name === null) return context;
    const values = listMembers(input, `${entry}.ContextKeyValues`);
    const isList = input.get(`${entry}.ContextKeyType`)?.endsWith("List") ?? false;
    context[name] = isList ? values : (values[0] ?? "");
  }
}

function invalidInput(message: string): AwsError {
  return new AwsError(400, "InvalidInput", message);
}
