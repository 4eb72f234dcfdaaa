import { redact } from "../../redact.ts";
import type { Difference } from "./differencesOf.ts";

/**
 * Both sides of what differs, in words: `description "Change keys"`. Values that may be somebody's secrets are not told.
 * @param type the Pulumi type token of what they are of
 */
export function describeDifferences(
  type: string,
  differences: readonly Difference[],
): { readonly expected: string; readonly actual: string } {
  const side = (read: (difference: Difference) => readonly [value: unknown, other: unknown]): string =>
    redact(
      differences
        .map((difference) => `${difference.path} ${tell(type, difference.path, ...read(difference))}`)
        .join("; "),
    );
  return {
    expected: side(({ declared, actual }) => [declared, actual]),
    actual: side(({ declared, actual }) => [actual, declared]),
  };
}

const longest = 300;

/** What is set on a function's environment, and whatever is called a secret. */
const environment = { type: "aws:lambda/function:Function", path: /^environment\b/ };
const secretName = /(?:secret|password|passphrase|private_?key)$/i;

function tell(type: string, path: string, value: unknown, other: unknown): string {
  const isPrivate = (type === environment.type && environment.path.test(path)) || secretName.test(path);
  return isPrivate && value !== undefined ? "[not shown]" : describe(value, other);
}

/** A long list is told by what the other side has not. */
function describe(value: unknown, other: unknown): string {
  if (value === undefined) return "nothing";
  const whole = textOf(value);
  if (whole.length <= longest) return whole;
  if (!Array.isArray(value) || !Array.isArray(other)) return `${whole.slice(0, longest)} …`;
  const known = new Set(other.map(textOf));
  const own = value.map(textOf).filter((item) => !known.has(item));
  const same = value.length - own.length;
  return `${own.join(", ").slice(0, longest) || "nothing"} beside ${same} on both sides`;
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (name, member: unknown) => {
    return typeof member === "string" && secretName.test(name) ? "[not shown]" : member;
  });
}
