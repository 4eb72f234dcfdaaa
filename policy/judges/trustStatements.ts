import { textOf, type Properties } from "../Properties.ts";

/** A statement of an IAM policy, as a role says who may take it. */
interface TrustStatement {
  /** AWS principals: ARNs, account ids, or `*`. */
  readonly aws: readonly string[];
  /** Identity providers, by ARN or by name. */
  readonly federated: readonly string[];
  /** The values that a condition key has to have or match. */
  readonly condition: (key: string) => readonly string[];
}

/** The statements that let somebody take a role; none where the document is not known yet. */
export function trustStatements(role: Properties): readonly TrustStatement[] {
  const document = parsed(textOf(role, "assumeRolePolicy") ?? "");
  return list(member(document, "Statement"))
    .filter((statement) => member(statement, "Effect") === "Allow")
    .map((statement) => {
      const principal = member(statement, "Principal");
      return {
        aws: principal === "*" ? ["*"] : texts(member(principal, "AWS")),
        federated: texts(member(principal, "Federated")),
        condition: (key) => conditionValues(member(statement, "Condition"), key),
      };
    });
}

/** Of the operators that compare texts; names of keys are not case-sensitive (IAM user guide, "Condition"). */
function conditionValues(condition: unknown, key: string): readonly string[] {
  return Object.entries(isRecord(condition) ? condition : {}).flatMap(([operator, keys]) =>
    /^(?:ForAnyValue:|ForAllValues:)?String(?:Equals|Like|EqualsIgnoreCase)(?:IfExists)?$/.test(operator)
      ? Object.entries(isRecord(keys) ? keys : {}).flatMap(([name, values]) =>
          name.toLowerCase() === key.toLowerCase() ? texts(values) : [],
        )
      : [],
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function member(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function texts(value: unknown): readonly string[] {
  return list(value).filter((item) => typeof item === "string");
}
