import { stripVTControlCharacters } from "node:util";

/** Line ends, control characters, and characters that turn the direction of a text or that nobody sees. */
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/gu;

const invisible = "\u200b";

/** A text of others in one line of at most so many characters; what is cut shows as an ellipsis. */
export function oneLine(text: string, longest: number): string {
  const clean = stripVTControlCharacters(text).toWellFormed().replaceAll(unseen, " ").trim();
  const characters = Array.from(clean.slice(0, longest * 2 + 2));
  return characters.length <= longest ? clean : `${characters.slice(0, longest - 1).join("")}…`;
}

/**
 * A name or a value as inline code, in which GitHub reads no markup, no link and no mention. Its fence is longer than any
 * run of backticks in it.
 */
export function code(text: string, longest = 120): string {
  const shown = oneLine(text, longest).replaceAll("<!--", "<! --");
  if (shown === "") return "(empty)";
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const padding = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/**
 * A sentence that has names of others in it, as text: nothing in it is markup, a link, a mention or a reference. What GitHub
 * would find in plain text too is parted by a character that has no width.
 */
export function prose(text: string, longest = 400): string {
  return oneLine(text, longest)
    .replaceAll(/[\\`*_{}[\]()#+!|~-]/g, "\\$&")
    .replace(/^\d+(?=\.)/, "$&\\")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", `@${invisible}`)
    .replaceAll(/(\\#|GH\\-)(?=\d)/gi, `$1${invisible}`)
    .replaceAll("://", `:${invisible}//`)
    .replaceAll(/www\./gi, (www) => `${www.slice(0, 3)}${invisible}.`)
    .replaceAll(/:(?=[a-z0-9_+\\-]+:)/gi, `:${invisible}`);
}

/**
 * Lines of others in a block of code, whose fence is longer than any run of backticks in them.
 * @param longest of all of them together; the rest is left out by whole lines
 */
export function block(lines: readonly string[], longest: number): string {
  const all = lines.flatMap((line) => line.split(/\r\n|\r|\n/)).map(withoutControl);
  const kept: string[] = [];
  let length = 0;
  for (const line of all) {
    const shown = Array.from(line.slice(0, 1_000)).slice(0, 500).join("");
    length += shown.length + 1;
    if (length > longest) break;
    kept.push(shown.length < line.length ? `${shown}…` : shown);
  }
  const left = all.length - kept.length;
  if (left > 0) kept.push(`… and ${left} more ${left === 1 ? "line" : "lines"}`);
  const runs = kept.join("\n").match(/`{3,}/g) ?? [];
  const fence = "`".repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return [`${fence}text`, ...kept, fence].join("\n");
}

/** Indentation is kept. */
function withoutControl(line: string): string {
  return stripVTControlCharacters(line).toWellFormed().replaceAll(unseen, " ").replaceAll("<!--", "<! --").trimEnd();
}
