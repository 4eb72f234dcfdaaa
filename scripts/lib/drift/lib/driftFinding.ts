import type { DriftFinding } from "../DriftFinding.ts";
import { driftRules } from "../driftRules.ts";

/** A finding with the severity of its rule, unless it says another one. */
export function driftFinding(
  finding: Omit<DriftFinding, "severity"> & Partial<Pick<DriftFinding, "severity">>,
): DriftFinding {
  const rule = driftRules.find(({ id }) => id === finding.rule);
  return { severity: rule?.severity ?? "error", ...finding };
}
