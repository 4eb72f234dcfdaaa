import type { DriftFinding } from "../../DriftFinding.ts";

/** In an order that does not depend on AWS's. */
export function sortFindings(findings: readonly DriftFinding[]): readonly DriftFinding[] {
  return findings.toSorted((one, other) => compare(keyOf(one), keyOf(other)));
}

function keyOf({ where, rule, message, actual = "" }: DriftFinding): string {
  return [where, rule, message, actual].join("\n");
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
