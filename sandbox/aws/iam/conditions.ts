import { isArnLike, isTextLike } from "./patterns.ts";
import type { PolicyStatement } from "./PolicyDocument.ts";

/** What is known of a request, by condition key; keys do not care about case, a key that is undefined is absent. */
export type ConditionContext = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The keys whose absence from a context says that the request has no such value. */
const knownKeys = new Set(
  [
    "aws:MultiFactorAuthPresent",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalType",
    "aws:RequestedRegion",
    "aws:ResourceAccount",
    "aws:SecureTransport",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIdentity",
    "aws:userid",
    "iam:PassedToService",
    "iam:PolicyARN",
    "s3:AccessGrantsInstanceArn",
    "s3:delimiter",
    "s3:prefix",
    "sts:ExternalId",
    "sts:RequestContextProviders",
    "sts:RoleSessionName",
    "sts:SourceIdentity",
  ].map((key) => key.toLowerCase()),
);

/** Tags are known of every principal. */
const tagOfPrincipal = "aws:principaltag/";

type Test = (value: string, wanted: string) => boolean;

const equals: Test = (value, wanted) => value === wanted;
const equalsIgnoringCase: Test = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();

/** The operators that the sandbox knows; a negated one holds when its test does for none of the wanted values. */
const operators: Readonly<Record<string, { readonly test: Test; readonly negated?: true }>> = {
  StringEquals: { test: equals },
  StringNotEquals: { test: equals, negated: true },
  StringEqualsIgnoreCase: { test: equalsIgnoringCase },
  StringNotEqualsIgnoreCase: { test: equalsIgnoringCase, negated: true },
  Bool: { test: equalsIgnoringCase },
  StringLike: { test: isTextLike },
  StringNotLike: { test: isTextLike, negated: true },
  ArnEquals: { test: isArnLike },
  ArnNotEquals: { test: isArnLike, negated: true },
  ArnLike: { test: isArnLike },
  ArnNotLike: { test: isArnLike, negated: true },
};

/**
 * Whether all conditions of a statement hold (IAM user guide, "IAM JSON policy elements: Condition operators").
 * @returns undefined when that depends on an operator, a key or a policy variable that the sandbox does not know
 */
export function holds(condition: PolicyStatement["Condition"], context: ConditionContext): boolean | undefined {
  const values = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  const results = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => holdsOne(operator, key, [wanted].flat().map(String), values)),
  );
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}

/** Whether requests are known to have a key, or not to have it. */
export function isKnownKey(key: string): boolean {
  const plainKey = key.toLowerCase();
  return knownKeys.has(plainKey) || plainKey.startsWith(tagOfPrincipal);
}

/** `Null`, and the operators with what may stand before and after their names. */
export function isKnownOperator(name: string): boolean {
  return name === "Null" || takeApart(name).operator !== undefined;
}

/** Whether a value has no policy variable in it. */
export function isPlain(value: string): boolean {
  return !value.includes("${");
}

function takeApart(name: string) {
  const [, quantifier, base = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  return { quantifier, ifExists, operator: Object.hasOwn(operators, base) ? operators[base] : undefined };
}

function holdsOne(
  name: string,
  key: string,
  wanted: readonly string[],
  values: ReadonlyMap<string, string | readonly string[] | undefined>,
): boolean | undefined {
  const value = values.get(key.toLowerCase());
  if (!isKnownKey(key) || !wanted.every(isPlain)) return undefined;
  if (name === "Null") return wanted.some((text) => text === String(value === undefined));
  const { quantifier, ifExists, operator } = takeApart(name);
  if (!operator) return undefined;
  const meets = (one: string): boolean =>
    wanted.some((text) => operator.test(one, text)) !== (operator.negated ?? false);
  if (quantifier === "ForAllValues") return [value ?? []].flat().every(meets);
  if (value === undefined) return ifExists !== undefined || (quantifier === undefined && operator.negated === true);
  if (quantifier === "ForAnyValue") return [value].flat().some(meets);
  return typeof value === "string" ? meets(value) : undefined;
}
