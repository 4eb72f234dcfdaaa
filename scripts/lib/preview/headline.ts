import type { AccessDiff } from "../../../trust/diff/AccessDiff.ts";
import { oneLine } from "../markdown/oneLine.ts";
import type { PreviewReport } from "./PreviewReport.ts";

/** What the report comes to, in a line of plain text: whether access widens first. */
export function headline(report: PreviewReport): string {
  const { stack, access, acknowledgement, failures, findings } = report;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const beside = [
    ...(acknowledgement?.given === true ? ["acknowledged"] : []),
    ...(access !== null && failures.length > 0 ? [`the preview failed (${codes(report)})`] : []),
    ...(errors > 0 ? [counted(errors, "policy error")] : []),
  ];
  const told =
    access === null ? `the preview failed (${codes(report)}); nobody knows what access changes` : accessLine(access);
  const sign = access?.widens === true ? "⚠ " : failures.length > 0 ? "❌ " : "";
  return `${sign}${oneLine(stack, 100)}: ${[told, ...beside].join("; ")}`;
}

/** What a change does to access, in a line. */
export function accessLine({ gained, lost, altered, settings, widens }: AccessDiff): string {
  const widening = settings.filter(({ effect }) => effect === "widens").length;
  const others = settings.length - widening;
  const changes = [
    ...(gained.length > 0 ? [`${counted(gained.length, "grant")} gained`] : []),
    ...(widening > 0 ? [`${counted(widening, "setting")} ${widening === 1 ? "widens" : "widen"} access`] : []),
    ...(lost.length > 0 ? [`${counted(lost.length, "grant")} lost`] : []),
    ...(altered.length > 0 ? [`${counted(altered.length, "grant")} for another reason`] : []),
    ...(others > 0 ? [`${counted(others, widening > 0 ? "other setting" : "setting")} changed`] : []),
  ];
  if (changes.length === 0) return "no change of access";
  return widens ? changes.join(", ") : `no access gained; ${changes.join(", ")}`;
}

function codes({ failures }: PreviewReport): string {
  return [...new Set(failures.map(({ code }) => code))].join(", ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
