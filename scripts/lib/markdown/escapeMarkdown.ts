/** Behind it nothing that GitHub links by itself (a mention, an issue, a URL) is one; nothing is seen of it. */
const invisible = "\u200b";

/**
 * A text that others may have written, as plain text of a paragraph, a list's item or a table's cell in GitHub's Markdown:
 * in one line, without formatting, HTML, links, mentions or references to issues.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_{}[\]()#+!|~$^-]/g, "\\$&")
    .replace(/^(\d+)\./, "$1\\.")
    .replace(/@|\\#|:(?=\/\/)|\b(?:www|GH|gh)(?=[.\\])/g, `$&${invisible}`);
}

/**
 * A value that others may have written, as code: in one line, and nothing in it is formatted, linked or a mention. Its bars
 * are escaped, which shows in a table as a bar, and outside of one as two characters.
 */
export function codeSpan(text: string): string {
  const line = oneLine(text).replaceAll("|", "\\|");
  if (line.trim() === "") return "` `";
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(line) ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Control characters, and those that turn the direction of writing, could make a line look like another one. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/\p{Cf}/gu, "");
}
