import type { Failure } from "../../cli/Failure.ts";
import { codeSpan, escapeMarkdown } from "../../markdown/escapeMarkdown.ts";
import { fitSections, type MarkdownSection } from "../../markdown/fitSections.ts";
import { renderFailure } from "../../markdown/renderFailure.ts";
import { summarize, until } from "./describeDrift.ts";
import type { DriftReport } from "./DriftReport.ts";

/**
 * A report as the body of an issue: no longer than GitHub takes, and whatever names vendors' objects bear, nothing in it is
 * more than text.
 */
export function renderMarkdown(report: DriftReport): string {
  const { stack, findings, accepted, unused } = report;
  const of = (severity: string) => findings.filter((finding) => finding.severity === severity);
  const sections: MarkdownSection[] = [
    { heading: `# Drift of ${codeSpan(stack, 100)}\n\n${escapeMarkdown(summarize(report))}` },
    ...section("Errors", of("error").map(block)),
    ...section("Warnings", of("warning").map(block)),
    ...section("Notes", of("note").map(block)),
    ...section(
      "Accepted",
      accepted.map(
        ({ rule, where, acceptance }) =>
          `- ${codeSpan(rule)} ${codeSpan(where)} ${escapeMarkdown(`${until(acceptance)}: ${acceptance.reason}`)}`,
      ),
      "\n",
    ),
    ...section(
      "Entries of the allow file that accept nothing",
      unused.map(({ rule, where, owner }) => `- ${codeSpan(rule)} ${codeSpan(where)}, of ${escapeMarkdown(owner)}`),
      "\n",
    ),
  ];
  return fitSections(sections);
}

/** In the place of a report, where nothing could be compared: that is no word on whether there is drift. */
export function renderDriftFailure(stack: string, failure: Failure): string {
  const told = "Nobody knows whether there is drift: it could not be looked for.";
  return fitSections([{ heading: `# Drift of ${codeSpan(stack, 100)}\n\n❌ ${told}\n\n${renderFailure(failure)}` }]);
}

function section(title: string, items: readonly string[], between: "\n" | "\n\n" = "\n\n"): readonly MarkdownSection[] {
  if (items.length === 0) return [];
  const more = (left: number): string => `… and ${left} more: \`npm run drift\` shows all of them.`;
  return [{ heading: `## ${title}`, items, between, more }];
}

function block({
  rule,
  where,
  message,
  gains,
  expected,
  actual,
  advice,
  expired,
}: DriftReport["findings"][number]): string {
  return [
    `### ${escapeMarkdown(where)}`,
    "",
    `${codeSpan(rule)} ${escapeMarkdown(message)}`,
    "",
    ...(gains === undefined ? [] : [`- **Who gains:** ${escapeMarkdown(gains)}`]),
    ...(expected === undefined ? [] : [`- Declared: ${codeSpan(expected)}`]),
    ...(actual === undefined ? [] : [`- Found: ${codeSpan(actual)}`]),
    `- Change: ${prose(advice)}`,
    ...(expired === undefined ? [] : [`- Was accepted ${escapeMarkdown(`${until(expired)}: ${expired.reason}`)}`]),
  ].join("\n");
}

/** Advice has commands between backticks; an odd one makes none. */
function prose(text: string): string {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return escapeMarkdown(text);
  return parts.map((part, index) => (index % 2 === 0 ? escapeMarkdown(part) : codeSpan(part))).join("");
}
