import { redact } from "../../redact.ts";
import type { Difference } from "./differencesOf.ts";

/** Both sides of what differs, in words: `description "Change keys"`. */
export function describeDifferences(differences: readonly Difference[]): {
  readonly expected: string;
  readonly actual: string;
} {
  const side = (read: (difference: Difference) => readonly [value: unknown, other: unknown]): string =>
    redact(differences.map((difference) => `${difference.path} ${describe(...read(difference))}`).join("; "));
  return {
    expected: side(({ declared, actual }) => [declared, actual]),
    actual: side(({ declared, actual }) => [actual, declared]),
  };
}

const longest = 300;

/** A long list is told by what the other side has not. */
function describe(value: unknown, other: unknown): string {
  if (value === undefined) return "nothing";
  const whole = JSON.stringify(value);
  if (whole.length <= longest) return whole;
  if (!Array.isArray(value) || !Array.isArray(other)) return `${whole.slice(0, longest)} …`;
  const known = new Set(other.map((item) => JSON.stringify(item)));
  const own = value.map((item) => JSON.stringify(item)).filter((item) => !known.has(item));
  const same = value.length - own.length;
  return `${own.join(", ").slice(0, longest) || "nothing"} beside ${same} on both sides`;
}
