import type { CheckResult } from "../report/RehearsalReport.ts";
import { summarize } from "../report/summarize.ts";

/** Results in lines: what failed first, then what could not be proved, then a count for each system. */
export function describeChecks(checks: readonly CheckResult[], everything: boolean): readonly string[] {
  const shown = [false, null, ...(everything ? [true] : [])].flatMap((ok) => checks.filter((check) => check.ok === ok));
  const systems = [...Map.groupBy(checks, ({ system }) => system)].map(
    ([system, group]) => `${system}: ${counts(group)}`,
  );
  return [...shown.flatMap(describeCheck), ...systems];
}

function describeCheck({ system, name, expected, actual, ok, reason, requestId }: CheckResult): readonly string[] {
  const because = reason === undefined ? [] : [`    ${reason}`];
  if (ok === null) return [`not proved  ${system}  ${name}`, ...because];
  if (ok) return [`ok          ${system}  ${name}: ${actual}`];
  const request = requestId === undefined ? "" : ` (request ${requestId})`;
  return [`FAILED      ${system}  ${name}`, `    expected ${expected}, found ${actual}${request}`, ...because];
}

function counts(checks: readonly CheckResult[]): string {
  const { proved, failed, notProved } = summarize(checks);
  return `${proved} ok, ${failed} failed, ${notProved} not proved`;
}
