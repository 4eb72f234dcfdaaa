import { withoutUnseen } from "./oneLine.ts";

const longestLine = 500;

/**
 * Lines of others in a block of code, whose fence is longer than any run of backticks in them. Indentation is kept.
 * @param longest of all of them together, in UTF-16 units; the rest is left out by whole lines
 */
export function codeBlock(lines: readonly string[], longest: number): string {
  const all = lines.flatMap((line) => line.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/));
  const kept: string[] = [];
  let length = 0;
  for (const line of all) {
    const shown = shownLine(line);
    length += shown.length + 1;
    if (length > longest) break;
    kept.push(shown);
  }
  const left = all.length - kept.length;
  if (left > 0) kept.push(`… and ${left} more ${left === 1 ? "line" : "lines"}`);
  const runs = kept.join("\n").match(/`{3,}/g) ?? [];
  const fence = "`".repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return [`${fence}text`, ...kept, fence].join("\n");
}

function shownLine(line: string): string {
  const near = line.slice(0, longestLine * 4).replaceAll("\t", "    ");
  const clean = withoutUnseen(near).replaceAll("<!--", "<! --").trimEnd();
  const characters = Array.from(clean);
  const whole = characters.length <= longestLine && near.length >= line.length;
  return whole ? clean : `${characters.slice(0, longestLine).join("")}…`;
}
