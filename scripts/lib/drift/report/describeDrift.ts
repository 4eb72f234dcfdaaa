import { stripVTControlCharacters } from "node:util";
import type { Acceptance, DriftReport, ReportedFinding } from "./DriftReport.ts";

const words = { error: "DRIFT  ", warning: "warning", note: "note   " } as const;

/**
 * A report in lines, for a terminal: what counts, then what was accepted, then what it comes to. Whatever names vendors'
 * objects bear, none begins a line or moves the cursor.
 */
export function describeDrift(report: DriftReport): readonly string[] {
  const { findings, accepted, unused } = report;
  const lines = [
    ...findings.flatMap(({ expired, ...finding }) => [
      ...describe(finding),
      ...(expired === undefined ? [] : [`    accepted: ${until(expired)}, which is over: ${expired.reason}`]),
    ]),
    ...accepted.flatMap(({ acceptance, rule, where, message }) => [
      `accepted  ${rule}  ${where}: ${message}`,
      `    accepted: ${until(acceptance)}: ${acceptance.reason}`,
    ]),
    ...unused.map(
      ({ found, owner, ...entry }) =>
        `unused   ${entry.rule}  ${entry.where}: the entry of the allow file accepts nothing${found === undefined ? `; ${owner} can take it out.` : `: what ${owner} accepted is not what is found there now.`}`,
    ),
    summarize(report),
  ];
  return lines.map((line) => stripVTControlCharacters(line).replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, " "));
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
