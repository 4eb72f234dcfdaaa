import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { redact } from "../redact.ts";

/**
 * Says an error in lines: what (with its code), where, expected and found. What others wrote is redacted.
 * @param interrupted whether the user stopped the command: then that is what is said
 */
export function describeError(error: unknown, { interrupted = false } = {}): readonly string[] {
  if (error instanceof CrosstrustError) {
    if (interrupted && error.code !== "INTERRUPTED") return [interruption, ...describe(error)];
    return describe(error);
  }
  if (interrupted) return [interruption];
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (process.env["DEBUG"]) return [`UNEXPECTED: ${redact(stack)}`];
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return [`UNEXPECTED: ${redact(message)}`, "  Set DEBUG=1 for the stack. This is a mistake in crosstrust."];
}

const interruption = "INTERRUPTED: stopped before the end.";

function describe(error: CrosstrustError): readonly string[] {
  const lines = [`${error.code}: ${indented(error.message)}`];
  if (error.where !== undefined) lines.push(`  where: ${error.where}`);
  if (error.expected !== undefined) lines.push(`  expected: ${shown(error.expected)}`);
  if (error.actual !== undefined) lines.push(`  found: ${shown(error.actual)}`);
  if (process.env["DEBUG"]) lines.push(redact(error.stack ?? ""));
  return lines.map((line) => redact(line));
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function indented(text: string): string {
  return text.replaceAll(/\n(?=[^\n])/g, "\n  ");
}
