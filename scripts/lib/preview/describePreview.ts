import type { AccessDiff } from "../../../trust/diff/AccessDiff.ts";
import { oneLine } from "../markdown/oneLine.ts";
import { describeGrant, describeSetting, inBrief, type Style } from "./describeGrant.ts";
import { accessLine } from "./headline.ts";
import type { PreviewReport } from "./PreviewReport.ts";

const plain: Style = {
  name: (text) => oneLine(text, 200),
  value: (one) => oneLine(inBrief(one), 1_000),
  sentence: (text) => oneLine(text, 400),
};

/** So many of a kind on a terminal; the files have all of them. */
const most = 20;

/** What the change does to access, in lines for a terminal: the line of all, then what widens and what is lost. */
export function describePreview({ comparedWith, access, acknowledgement, findings }: PreviewReport): readonly string[] {
  return [
    ...(comparedWith?.kind === "nothing" ? ["nothing is deployed: everything is new"] : []),
    ...(comparedWith?.kind === "file" && !comparedWith.declared
      ? [`compared with ${oneLine(comparedWith.file, 400)}, which declares nothing or is not there`]
      : []),
    ...(access === null ? [] : accessLines(access)),
    ...(acknowledgement === null
      ? []
      : [acknowledgement.given ? "  acknowledged" : `  to acknowledge, in the pull request: ${acknowledgement.line}`]),
    ...findings
      .filter(({ severity }) => severity !== "note")
      .map(({ severity, rule, where, message }) => oneLine(`${severity}: ${where}: ${message} (${rule})`, 400)),
  ];
}

function accessLines(access: AccessDiff): readonly string[] {
  const { gained, lost, settings } = access;
  const widening = settings.filter(({ effect }) => effect === "widens");
  return [
    `access: ${accessLine(access)}`,
    ...some(gained, "grants", (one) => `  ⚠ ${describeGrant(one, "gained", plain)}`),
    ...some(widening, "settings", (one) => `  ⚠ ${describeSetting(one, plain)}`),
    ...some(lost, "grants", (one) => `  - ${describeGrant(one, "lost", plain)}`),
  ];
}

function some<T>(all: readonly T[], noun: string, describe: (one: T) => string): readonly string[] {
  const left = all.length - most;
  return [...all.slice(0, most).map(describe), ...(left > 0 ? [`  … and ${left} more ${noun}`] : [])];
}
