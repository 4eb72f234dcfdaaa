import type { Severity } from "../../../../trust/Finding.ts";
import type { DriftFinding } from "../DriftFinding.ts";

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** By severity, then place, then rule, then words: the same order for the same findings; the same one twice is one. */
export function orderFindings<T extends Pick<DriftFinding, "severity" | "where" | "rule" | "message" | "actual">>(
  findings: readonly T[],
): readonly T[] {
  const ordered = findings.toSorted(
    (one, other) =>
      weights[one.severity] - weights[other.severity] ||
      compare(one.where, other.where) ||
      compare(one.rule, other.rule) ||
      compare(one.message, other.message) ||
      compare(one.actual ?? "", other.actual ?? ""),
  );
  const seen = new Set<string>();
  return ordered.filter(({ rule, where, message, actual }) => {
    const key = JSON.stringify([rule, where, message, actual]);
    return !seen.has(key) && seen.add(key);
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
