import type { AccessDiff } from "../../../trust/diff/AccessDiff.ts";
import type { RuleFinding } from "../../../trust/Finding.ts";
import type { ResourceChange } from "../stack/ResourceChange.ts";
import { describeGrant, describeSetting, type Style } from "./describeGrant.ts";
import { fitSections, type Section } from "./fitSections.ts";
import { headline } from "./headline.ts";
import { block, code, prose } from "./markdownText.ts";
import type { PreviewFailure, PreviewReport } from "./PreviewReport.ts";
import { whatBreaks } from "./whatBreaks.ts";

/** GitHub takes comments of up to 65,536 characters. */
const longest = 60_000;

const style: Style = { name: code, sentence: prose };

/**
 * The report as one comment on a pull request: its first line says whether access widens, its last one is a marker by which
 * the comment is found again. It stays below 60,000 characters, whatever it reports, and what others wrote is in it as text
 * and never as markup. The same report gives the same bytes.
 */
export function renderPreview(report: PreviewReport): string {
  const top = [`### ${prose(headline(report))}`, "", ...introduction(report)].join("\n");
  const marker = `\n<!-- crosstrust preview ${report.stack.replaceAll(/[^\w./-]/g, "_").slice(0, 200)} -->\n`;
  return `${top}\n${fitSections(sections(report), longest - top.length - marker.length - 100)}${marker}`;
}

function introduction({ comparedWith, acknowledgement }: PreviewReport): readonly string[] {
  const lines: string[] = [];
  if (comparedWith?.kind === "deployed") lines.push("Compared with what is deployed.");
  if (comparedWith?.kind === "nothing") lines.push("Nothing is deployed: everything is new.");
  if (comparedWith?.kind === "file") {
    const declared = comparedWith.declared ? "" : ", which declares nothing or is not there";
    lines.push(
      `Compared with ${code(comparedWith.file)}${declared}. The deployed stack, its backend and its vendors were not looked at.`,
    );
  }
  if (acknowledgement !== null) {
    const { line, given, others } = acknowledgement;
    const old = others
      .slice(0, 5)
      .map((digest) => code(digest))
      .join(", ");
    lines.push(
      given
        ? `The wider access is acknowledged (${code(line)}).`
        : `To acknowledge the wider access, somebody who may write to the repository writes a line with nothing but ${code(line)} into the pull request.`,
    );
    if (old !== "" && !given) {
      lines.push(`An acknowledgement of another change stands there and does not count for this one: ${old}.`);
    }
  }
  return lines.flatMap((line) => [line, ""]);
}

function sections(report: PreviewReport): readonly Section[] {
  const { access, findings, failures, warnings } = report;
  return [
    ...(access === null ? [] : accessSections(access)),
    section("Policy findings", findings.map(renderFinding), ["finding", "findings"], 4_000),
    section("Resources", resources(report), ["resource", "resources"], 4_000),
    section("Errors", failures.map(renderFailure), ["error", "errors"], 8_000),
    section(
      "Warnings",
      warnings.map((warning) => `- ${prose(warning)}`),
      ["warning", "warnings"],
      2_000,
    ),
  ];
}

function accessSections({ gained, lost, altered, settings }: AccessDiff): readonly Section[] {
  const grants: Section["noun"] = ["grant", "grants"];
  return [
    section(
      "Grants gained",
      gained.map((one) => `- ⚠ ${describeGrant(one, "gained", style)}.`),
      grants,
      8_000,
    ),
    section(
      "Grants lost",
      lost.map((one) => `- ${describeGrant(one, "lost", style)}.`),
      grants,
      4_000,
    ),
    section(
      "Settings changed",
      settings.map((one) => `- ${one.effect === "widens" ? "⚠ " : ""}${describeSetting(one, style)}`),
      ["setting", "settings"],
      8_000,
    ),
    section(
      "The same access for another reason",
      altered.map((one) => `- ${describeGrant(one, "altered", style)}.`),
      grants,
      2_000,
    ),
  ];
}

function section(heading: string, items: readonly string[], noun: Section["noun"], least: number): Section {
  return { heading: `#### ${heading} (${items.length})`, items, noun, least };
}

function renderFinding({ rule, severity, where, message, gains, expected, actual, advice }: RuleFinding): string {
  return [
    `- **${severity}** ${code(rule)} ${code(where)}: ${prose(message)}`,
    ...(gains === undefined ? [] : [`Who gains: ${prose(gains)}`]),
    ...(actual === undefined ? [] : [`Found: ${code(actual)}.`]),
    ...(expected === undefined ? [] : [`Expected: ${prose(expected)}.`]),
    ...(advice === undefined ? [] : [`→ ${prose(advice)}`]),
  ].join(" ");
}

/** Those that break something first. */
function resources({ changes, drift }: PreviewReport): readonly string[] {
  const breaking = changes.filter((change) => whatBreaks(change) !== undefined);
  const others = changes.filter((change) => whatBreaks(change) === undefined);
  return [...breaking, ...others, ...drift].map(renderChange);
}

function renderChange(change: ResourceChange): string {
  const { op, type, name, properties } = change;
  const breaks = whatBreaks(change);
  const differing = properties.length === 0 ? "" : `: ${code(properties.join(", "), 300)}`;
  const lost = breaks === undefined ? "" : ` – what breaks: ${breaks}`;
  return `- ${breaks === undefined ? "" : "⚠ "}${prose(op)} ${code(type)} ${code(name)}${differing}${lost}`;
}

function renderFailure({ code: errorCode, lines, advice }: PreviewFailure): string {
  return [`**${prose(errorCode)}** – ${advice}`, "", block(lines, 7_000), ""].join("\n");
}
