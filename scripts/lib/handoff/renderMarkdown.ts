import type { HandoffSheet } from "./HandoffSheet.ts";

/** A sheet as Markdown: its values in a table, its steps numbered, its command in a block. */
export function renderMarkdown({ name, system, fields, steps, trial, notes }: HandoffSheet): string {
  const lines = [
    `# ${system}: ${name}`,
    "",
    "| Field | Value |",
    "| --- | --- |",
    ...fields.map(({ label, value, shown }) => `| ${label} | ${shown ? code(value) : `${value} (masked)`} |`),
    "",
    "## Steps",
    "",
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    "",
    "## Try the values",
    "",
    "```sh",
    trial.command,
    "```",
    "",
    `It answers with ${trial.answer}.`,
    ...notes.flatMap((note) => ["", `> ${note}`]),
    "",
  ];
  return lines.join("\n");
}

/** Inline code whose fence is longer than any run of backticks in it; a `|` would end the table's cell. */
function code(value: string): string {
  const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const padding = value.startsWith("`") || value.endsWith("`") ? " " : "";
  return `${fence}${padding}${value.replaceAll("|", "\\|")}${padding}${fence}`;
}
