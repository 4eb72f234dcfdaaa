import type { AccessDiff } from "../../../trust/diff/AccessDiff.ts";
import type { RuleFinding } from "../../../trust/Finding.ts";
import type { ResourceChange } from "../stack/ResourceChange.ts";
import { codeSpan, escapeMarkdown } from "../markdown/escapeMarkdown.ts";
import { fitSections, type MarkdownSection } from "../markdown/fitSections.ts";
import { renderFailure } from "../markdown/renderFailure.ts";
import { describeGrant, describeSetting, inBrief, type Style } from "./describeGrant.ts";
import { headline } from "./headline.ts";
import type { PreviewReport } from "./PreviewReport.ts";
import { whatBreaks } from "./whatBreaks.ts";

const code = (text: string, longest = 120): string => codeSpan(text, longest);
const prose = (text: string): string => escapeMarkdown(text, 400);

const style: Style = { name: (text) => code(text, 300), value: (one) => code(inBrief(one), 1_000), sentence: prose };

/**
 * The report as one comment on a pull request: its first line says whether access widens, its last one is a marker by which
 * the comment is found again. It stays below 60,000 characters, whatever it reports, and what others wrote is in it as text
 * and never as markup. The same report gives the same bytes.
 */
export function renderPreview(report: PreviewReport): string {
  const name = report.stack.replaceAll(/[^\w./-]/g, "_").slice(0, 200);
  return fitSections([
    { heading: `### ${escapeMarkdown(headline(report))}` },
    ...introduction(report).map((heading) => ({ heading })),
    ...sections(report),
    { heading: `<!-- crosstrust preview ${name} -->` },
  ]);
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
  return lines;
}

function sections(report: PreviewReport): readonly MarkdownSection[] {
  const { access, findings, failures, warnings } = report;
  return [
    ...(access === null ? [] : accessSections(access)),
    ...section("Policy findings", findings.map(renderFinding), ["finding", "findings"], 4_000),
    ...section("Resources", resources(report), ["resource", "resources"], 4_000),
    ...section("Errors", failures.map(renderFailure), ["error", "errors"], 8_000, "\n\n"),
    ...section(
      "Warnings",
      warnings.map((warning) => `- ${prose(warning)}`),
      ["warning", "warnings"],
      2_000,
    ),
  ];
}

function accessSections({ gained, lost, altered, settings }: AccessDiff): readonly MarkdownSection[] {
  const grants: Noun = ["grant", "grants"];
  return [
    ...section(
      "Grants gained",
      gained.map((one) => `- ⚠ ${describeGrant(one, "gained", style)}.`),
      grants,
      8_000,
    ),
    ...section(
      "Grants lost",
      lost.map((one) => `- ${describeGrant(one, "lost", style)}.`),
      grants,
      4_000,
    ),
    ...section(
      "Settings changed",
      settings.map((one) => `- ${one.effect === "widens" ? "⚠ " : ""}${describeSetting(one, style)}`),
      ["setting", "settings"],
      8_000,
    ),
    ...section(
      "The same access for another reason",
      altered.map((one) => `- ${describeGrant(one, "altered", style)}.`),
      grants,
      2_000,
    ),
  ];
}

type Noun = readonly [one: string, more: string];

/** None where there is nothing in it. */
function section(
  title: string,
  items: readonly string[],
  [one, others]: Noun,
  least: number,
  between: "\n" | "\n\n" = "\n",
): readonly MarkdownSection[] {
  if (items.length === 0) return [];
  const more = (left: number): string =>
    `… and ${left} more ${left === 1 ? one : others}, for which there is no room here.`;
  const heading = `#### ${title} (${items.length})${between === "\n" ? "\n" : ""}`;
  return [{ heading, items, between, least, more }];
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
