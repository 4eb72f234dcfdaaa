import type { AwsCondition, AwsRight } from "./AwsRight.ts";

/** Of an IAM policy (IAM user guide, "IAM JSON policy elements reference"). */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: { readonly StringEquals: AwsCondition };
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/** Of a customer managed policy, white space left out (IAM user guide, "IAM and AWS STS quotas"). */
export const policyCharacters = 6144;

type Draft = Omit<PolicyStatement, "Sid" | "Effect"> & { readonly name: string };

/**
 * Rights as IAM policies: as few as hold them within the size that IAM takes. What has the same actions is one statement.
 * @returns none for no rights
 */
export function awsPolicies(rights: readonly AwsRight[]): readonly PolicyDocument[] {
  const documents: PolicyStatement[][] = [];
  for (const statement of named(drafts(rights)).flatMap(withinSize)) {
    const last = documents.at(-1);
    if (last !== undefined && sizeOf([...last, statement]) <= policyCharacters) last.push(statement);
    else documents.push([statement]);
  }
  return documents.map(documentOf);
}

/** The rights of each resource together, then the resources that have the same ones. */
function drafts(rights: readonly AwsRight[]): readonly Draft[] {
  const byResource = groupBy(rights, ({ resource: { pattern }, condition }) => [pattern, condition]);
  const statements = byResource.map((group): Draft => {
    const [{ resource, condition }] = group;
    return {
      name: resource.name,
      Action: [...new Set(group.map(({ action }) => action))].sort(),
      Resource: [resource.pattern],
      ...(condition && { Condition: { StringEquals: condition } }),
    };
  });
  return groupBy(statements, ({ Action, Condition }) => [Action, Condition]).map((group) => ({
    ...group[0],
    Resource: [...new Set(group.flatMap(({ Resource }) => Resource))].sort(),
  }));
}

/** By the resources' names, with a number where one comes again: a document's are unique. */
function named(statements: readonly Draft[]): readonly PolicyStatement[] {
  const seen = new Map<string, number>();
  return statements
    .toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1))
    .map(({ name, ...statement }) => {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { Sid: count === 1 ? name : `${name}${count}`, Effect: "Allow", ...statement };
    });
}

function textOf({ name, ...statement }: Draft): string {
  return JSON.stringify([name, statement]);
}

/** A statement about very many resources is parted, as no policy holds it. */
function withinSize(statement: PolicyStatement): readonly PolicyStatement[] {
  const { Resource, Sid } = statement;
  if (Resource.length < 2 || sizeOf([statement]) <= policyCharacters) return [statement];
  const half = Math.ceil(Resource.length / 2);
  return [
    ...withinSize({ ...statement, Sid: `${Sid}a`, Resource: Resource.slice(0, half) }),
    ...withinSize({ ...statement, Sid: `${Sid}b`, Resource: Resource.slice(half) }),
  ];
}

function sizeOf(statements: readonly PolicyStatement[]): number {
  return JSON.stringify(documentOf(statements)).replaceAll(/\s/g, "").length;
}

function documentOf(Statement: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => unknown): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
