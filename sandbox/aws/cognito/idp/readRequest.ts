import type { z } from "zod";
import { AwsError, unsupported } from "../../protocol/AwsError.ts";
import { invalid } from "./refusals.ts";

/** Members whose values AWS keeps out of its answers: those that the API's model marks as sensitive. */
const sensitive = new Set([
  "Username",
  "Password",
  "TemporaryPassword",
  "ClientSecret",
  "ClientId",
  "Session",
  "Value",
]);

type Issue = z.core.$ZodIssue;

/**
 * Checks the members of a request against what an operation takes.
 * @param schema strict, so that a member that the sandbox would otherwise overlook is refused
 * @throws AwsError InvalidParameterException that names every fault, in the words of AWS's own validation ("2 validation
 * errors detected: Value 'x' at 'y' failed to satisfy constraint: …"), or SerializationException for a value of another
 * type, whose exact words are not documented
 */
export function readRequest<Schema extends z.ZodType>(input: unknown, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const { issues } = result.error;
  const unknownMembers = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key].join(".")) : [],
  );
  if (unknownMembers.length > 0) {
    throw unsupported("InvalidParameterException", `the member ${unknownMembers.join(", ")} of this operation`);
  }
  for (const issue of issues) {
    if (issue.code !== "invalid_type" || valueAt(input, issue.path) === undefined) continue;
    throw new AwsError(400, "SerializationException", `${issue.path.join(".")}: expected ${issue.expected}`);
  }
  const faults = issues.map((issue) => describeFault(issue, input));
  throw invalid(`${faults.length} validation error${faults.length > 1 ? "s" : ""} detected: ${faults.join("; ")}`);
}

/** A fault in an item of a list of plain values is told of the list. */
function describeFault(issue: Issue, input: unknown): string {
  const isItem = typeof issue.path.at(-1) === "number" && typeof valueAt(input, issue.path) !== "object";
  const path = isItem ? issue.path.slice(0, -1) : issue.path;
  const constraint = constraintOf(issue, valueAt(input, issue.path));
  const wanted = isItem ? `Member must satisfy constraint: [${constraint}]` : constraint;
  return `Value${showValue(path, valueAt(input, path))} at '${showPath(path)}' failed to satisfy constraint: ${wanted}`;
}

function constraintOf(issue: Issue, value: unknown): string {
  if (value === undefined) return "Member must not be null";
  if (issue.code === "too_small") return boundText(issue.origin, "greater", issue.minimum);
  if (issue.code === "too_big") return boundText(issue.origin, "less", issue.maximum);
  if (issue.code === "invalid_value") return `Member must satisfy enum value set: [${issue.values.join(", ")}]`;
  if (issue.code === "invalid_format") return `Member must satisfy regular expression pattern: ${issue.message}`;
  return issue.message;
}

function boundText(origin: string, direction: "greater" | "less", bound: number | bigint): string {
  return `Member must have ${measureOf(origin)} ${direction} than or equal to ${bound}`;
}

function measureOf(origin: string): string {
  return origin === "string" || origin === "array" ? "length" : "value";
}

function showValue(path: readonly PropertyKey[], value: unknown): string {
  if (path.some((step) => sensitive.has(String(step)))) return "";
  if (value === undefined) return " null";
  if (Array.isArray(value)) return ` '[${value.join(", ")}]'`;
  return ` '${typeof value === "string" ? value : JSON.stringify(value)}'`;
}

/** `Schema`, 0, `Name` becomes `schema.1.member.name`. */
function showPath(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === "number" ? `${step + 1}.member` : lowerFirst(String(step)))).join(".");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = input;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[step];
  return value;
}
