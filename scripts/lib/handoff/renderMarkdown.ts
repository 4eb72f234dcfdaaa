import type { HandoffField, HandoffSection, HandoffSheet } from "./HandoffSheet.ts";

/** A sheet as Markdown: its sections with their values in tables and their steps numbered, its command in a block. */
export function renderMarkdown({ name, system, sections, trial, notes }: HandoffSheet): string {
  const lines = [
    `# ${system}: ${name}`,
    ...sections.flatMap(renderSection),
    ...(trial === undefined
      ? []
      : ["", "## Try the values", "", "```sh", trial.command, "```", "", `It answers with ${trial.answer}.`]),
    ...notes.flatMap((note) => ["", `> ${note}`]),
    "",
  ];
  return lines.join("\n");
}

function renderSection({ title, fields, steps }: HandoffSection): readonly string[] {
  return [
    "",
    `## ${title}`,
    ...(fields.length === 0 ? [] : ["", "| Field | Value |", "| --- | --- |", ...fields.map(renderField)]),
    ...(steps.length === 0 ? [] : ["", ...steps.map((step, index) => `${index + 1}. ${step}`)]),
  ];
}

const renderField = ({ label, value, shown }: HandoffField): string =>
  `| ${cell(label)} | ${shown ? cell(code(value)) : `${value} (masked)`} |`;

/** A `|` would end a table's cell. */
const cell = (text: string): string => text.replaceAll("|", "\\|");

/** Inline code whose fence is longer than any run of backticks in it. */
function code(value: string): string {
  const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const padding = value.startsWith("`") || value.endsWith("`") ? " " : "";
  return `${fence}${padding}${value}${padding}${fence}`;
}
