import { stripVTControlCharacters } from "node:util";

const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** Characters that turn the direction of a text (Unicode Technical Report 36, "Bidirectional text spoofing"), or that nobody sees. */
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * A text of others in one line of at most so many characters: terminals' colours are left out, what nobody would see shows
 * as `�`, so that no name looks like another one, and what is cut shows as an ellipsis.
 */
export function oneLine(text: string, longest = Infinity): string {
  // A character is at most two UTF-16 units; what is far behind the end is not looked at.
  const near = Number.isFinite(longest) ? text.slice(0, longest * 20 + 100) : text;
  const clean = withoutUnseen(near.replaceAll(breaks, " "));
  const characters = Array.from(clean.slice(0, longest * 2 + 2));
  if (characters.length <= longest && near.length === text.length) return clean;
  return `${characters.slice(0, longest - 1).join("")}…`;
}

/** As `oneLine`, of a text that has no line break, and is not cut. */
export function withoutUnseen(line: string): string {
  return stripVTControlCharacters(line).toWellFormed().replaceAll(unseen, "\ufffd");
}
