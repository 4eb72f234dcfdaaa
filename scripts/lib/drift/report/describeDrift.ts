import type { Acceptance, DriftReport, ReportedFinding } from "./DriftReport.ts";

const words = { error: "DRIFT  ", warning: "warning", note: "note   " } as const;

/** A report in lines, for a terminal: what counts, then what was accepted, then what it comes to. */
export function describeDrift(report: DriftReport): readonly string[] {
  const { findings, accepted, unused } = report;
  return [
    ...findings.flatMap(({ expired, ...finding }) => [
      ...describe(finding),
      ...(expired === undefined ? [] : [`    accepted: ${until(expired)}, which is over: ${expired.reason}`]),
    ]),
    ...accepted.flatMap(({ acceptance, rule, where, message }) => [
      `accepted  ${rule}  ${where}: ${message}`,
      `    accepted: ${until(acceptance)}: ${acceptance.reason}`,
    ]),
    ...unused.map(
      ({ rule, where, owner }) =>
        `unused   ${rule}  ${where}: the entry of the allow file accepts nothing; ${owner} can take it out.`,
    ),
    summarize(report),
  ];
}

function describe({ severity, rule, where, message, expected, actual, gains, advice }: ReportedFinding): string[] {
  return [
    `${words[severity]}  ${rule}  ${where}: ${message}`,
    ...(gains === undefined ? [] : [`    gains: ${gains}`]),
    ...(expected === undefined ? [] : [`    declared: ${expected}`]),
    ...(actual === undefined ? [] : [`    found: ${actual}`]),
    `    change: ${advice}`,
  ];
}

/** Until when something is accepted, and by whom. */
export function until({ owner, until: day }: Acceptance): string {
  return `until ${day} by ${owner}`;
}

/** What a report comes to, in a line. */
export function summarize({ stack, resources, findings, accepted }: DriftReport): string {
  const count = (severity: keyof typeof words, one: string, more: string): string[] => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : more}`];
  };
  const counted = [
    ...count("error", "error", "errors"),
    ...count("warning", "warning", "warnings"),
    ...count("note", "note", "notes"),
  ];
  const found = counted.length === 0 ? "no drift" : counted.join(", ");
  const beside = accepted.length === 0 ? "" : `; ${accepted.length} accepted`;
  return `drift ${stack}: ${found}${beside}; ${resources} objects compared`;
}
