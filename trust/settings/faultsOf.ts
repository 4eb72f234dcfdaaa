import { z } from "zod";
import type { Fault } from "../Settings.ts";
import { suggest } from "../../lib/suggest.ts";

type Issue = z.core.$ZodIssue;

/** The message that zod gives to a custom check without one of its own. */
const unspoken = "Invalid input";

/** What a custom issue of our schemas says beside its message. */
export interface IssueParams {
  readonly expected?: string;
  /** False where the value is not to be repeated. */
  readonly echo?: boolean;
}

/**
 * The faults that a schema's issues stand for. What is expected is the description (`.describe`) of the schema at the
 * issue's place. Values that may be secret are never repeated.
 * @param path of the value in the config
 */
export function faultsOf(issues: readonly Issue[], schema: z.ZodType, value: unknown, path: Fault["path"]): Fault[] {
  return issues.flatMap((issue) => faultsOfIssue(issue, schema, value, path));
}

function faultsOfIssue(issue: Issue, schema: z.ZodType, value: unknown, base: Fault["path"]): Fault[] {
  const inner = issue.path.filter((step) => typeof step !== "symbol");
  const path = [...base, ...inner];
  const found = valueAt(value, inner);
  if (issue.code === "unrecognized_keys") {
    const at = schemaAt(schema, inner, value);
    const known = at === undefined ? [] : knownKeys(resolved(at, found));
    return issue.keys.map((key) => unknownKey([...path, key], key, known));
  }
  const params = issue.code === "custom" ? ((issue.params ?? {}) as IssueParams) : {};
  const expected = params.expected ?? expectedAt(issue, schemaAt(schema, inner, value), found);
  const shown = params.echo === false ? undefined : showable(found, path);
  return [
    {
      path,
      message: messageOf(issue, nameOf(path), found),
      ...(shown !== undefined && { found: shown }),
      ...(expected !== undefined && { expected }),
    },
  ];
}

function unknownKey(path: Fault["path"], key: string, known: readonly string[]): Fault {
  const near = suggest(key, known);
  return {
    path,
    message: `There is no setting ${JSON.stringify(key)} here.`,
    expected: near === undefined ? `one of ${known.join(", ")}` : `Did you mean ${JSON.stringify(near)}?`,
  };
}

function messageOf(issue: Issue, name: string, found: unknown): string {
  if (issue.code === "custom" && issue.message !== unspoken) return issue.message;
  if (found === undefined) return `"${name}" is missing.`;
  if (isSecureValue(found)) return `"${name}" is a secret value; the config of crosstrust holds none.`;
  if (issue.code === "invalid_type") {
    return `"${name}" must be ${typeWords[issue.expected] ?? issue.expected}, not ${kindOf(found)}.`;
  }
  if (issue.code === "too_small") return `"${name}" is ${typeof found === "number" ? "too small" : "empty"}.`;
  if (issue.code === "too_big") return `"${name}" is ${typeof found === "number" ? "too large" : "too long"}.`;
  return `"${name}" is not a value that can stand here.`;
}

function nameOf(path: Fault["path"]): string {
  const last = path.at(-1);
  return typeof last === "number" ? `${String(path.at(-2))}[${last}]` : String(last);
}

const typeWords: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "a text";
  if (typeof value === "number") return Number.isInteger(value) ? "a number" : "a fraction";
  return typeof value === "boolean" ? "true or false" : "a mapping";
}

function expectedAt(issue: Issue, schema: z.ZodType | undefined, found: unknown): string | undefined {
  const values = issue.code === "invalid_value" ? issue.values.map(String) : optionsOf(issue);
  if (values === undefined) return schema?.description;
  const near = typeof found === "string" ? suggest(found, values) : undefined;
  return near === undefined ? `one of ${values.join(", ")}` : `Did you mean ${JSON.stringify(near)}?`;
}

function optionsOf(issue: Issue): string[] | undefined {
  return issue.code === "invalid_union" && "options" in issue ? issue.options.map(String) : undefined;
}

/** Follows a path of the value through objects, records, lists, unions and wrappers. */
function schemaAt(schema: z.ZodType, path: readonly (string | number)[], value: unknown): z.ZodType | undefined {
  const bare = resolved(schema, value);
  const [step, ...rest] = path;
  if (step === undefined) return bare.description === undefined ? schema : bare;
  const next = childOf(bare, step);
  return next === undefined ? undefined : schemaAt(next, rest, valueAt(value, [step]));
}

function childOf(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[step] as z.ZodType | undefined;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  return undefined;
}

/** Without its wrappers; of a union, the member that the value chooses. */
function resolved(schema: z.ZodType, value: unknown): z.ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return resolved(schema.unwrap() as z.ZodType, value);
  }
  if (schema instanceof z.ZodPipe && !(schema.out instanceof z.ZodTransform)) {
    return resolved(schema.out as z.ZodType, value);
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const chosen = (schema.options as readonly z.ZodType[]).find((option) => {
      const literal = childOf(option, discriminator);
      return literal instanceof z.ZodLiteral && literal.value === valueAt(value, [discriminator]);
    });
    return chosen === undefined ? schema : resolved(chosen, value);
  }
  return schema;
}

function knownKeys(schema: z.ZodType): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** The value where it may be repeated to the user: plain, short, and in no place where a secret could stand. */
function showable(value: unknown, path: Fault["path"]): string | number | boolean | undefined {
  if (path.includes("jwks") || path.includes("environment")) return undefined;
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  const mayBeSecret = /-----BEGIN|^eyJ|:\/\/[^/]*@/.test(value);
  return mayBeSecret || value.length > 200 ? undefined : value;
}

/** How the stack's file spells an encrypted value. */
function isSecureValue(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "secure";
}
