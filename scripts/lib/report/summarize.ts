import type { CheckResult } from "./RehearsalReport.ts";

export interface Summary {
  readonly proved: number;
  readonly failed: number;
  readonly notProved: number;
}

/** Counts results; a report is ok when `failed` is 0. */
export function summarize(checks: readonly CheckResult[]): Summary {
  return {
    proved: checks.filter(({ ok }) => ok === true).length,
    failed: checks.filter(({ ok }) => ok === false).length,
    notProved: checks.filter(({ ok }) => ok === null).length,
  };
}
