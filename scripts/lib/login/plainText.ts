import { stripVTControlCharacters } from "node:util";

const longest = 500;

/** A text that somebody else wrote, as one line that is safe on a terminal. */
export function plainText(text: string): string {
  const line = stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
  return line.length > longest ? `${line.slice(0, longest)} …` : line;
}
