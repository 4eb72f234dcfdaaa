import { shortenMiddle } from "../shortenMiddle.ts";

/** Names are cut here: nobody reads more of them in a picture. */
const longest = 60;

/**
 * What Mermaid looks for once entity codes are characters again: formulas, line breaks, names of icons, and the form in which it
 * keeps such codes itself (its `hasKatex`, `createText` and `decodeEntities`). A character without width parts it.
 */
const readAgain = /\$(?=\$)|\\(?=n)|fa[a-z]?:(?=fa)|ﬂ(?=°)|¶(?=ß)/g;

/**
 * A text that others may have written as what stands between quotes in a flowchart: in one line, cut in the middle where it is
 * long, and of its characters only those as they are that mean nothing to Mermaid, to Markdown and to HTML; all others are
 * entity codes (Mermaid documentation, "Flowcharts Syntax", "Entity codes to escape characters"). A colon is among them
 * because Mermaid takes the last character off a line that has `style`, a colon, a `#` and a `;` in it (its `encodeEntities`).
 */
export function mermaidLabel(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\p{Cf}\p{Cn}\p{Co}]/gu, "");
  const parted = shortenMiddle(line.trim(), longest).replaceAll(readAgain, "$&\u200c");
  const plain = parted.replace(/[^\p{L}\p{M}\p{Nd} ]/gu, entity);
  return plain === "" ? "#8201;" : plain;
}

function entity(character: string): string {
  return `#${character.codePointAt(0) ?? 0};`;
}
