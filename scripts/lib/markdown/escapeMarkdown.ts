import { oneLine } from "./oneLine.ts";

/** Behind it nothing that GitHub links by itself (a mention, an issue, a URL) is one; nothing is seen of it. */
const invisible = "\u200b";

/**
 * A text that others may have written, as plain text of a paragraph, a list's item or a table's cell in GitHub's Markdown:
 * in one line, without formatting, formulas, HTML, links, mentions, emoji or references to issues.
 * @param longest in characters, before they are escaped
 */
export function escapeMarkdown(text: string, longest = 1_000): string {
  return oneLine(text, longest)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_{}[\]()#+!|~$^-]/g, "\\$&")
    .replace(/^(\d+)\./, "$1\\.")
    .replace(/@|\\#|:(?=\/\/)|:(?=[a-z0-9_+\\-]+:)|\b(?:www|GH)(?=[.\\])/gi, `$&${invisible}`);
}

/**
 * A value that others may have written, as code: in one line, and nothing in it is formatted, linked, a mention or a comment.
 * Not for a table's cell, whose bars would have to be escaped.
 * @param longest in characters
 */
export function codeSpan(text: string, longest = 1_000): string {
  const line = oneLine(text, longest).replaceAll("<!--", "<! --").trim();
  if (line === "") return "(empty)";
  const runs = line.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}
