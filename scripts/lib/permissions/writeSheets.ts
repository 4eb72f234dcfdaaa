import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomically } from "../writeFileAtomically.ts";
import type { PermissionFile } from "./PermissionFile.ts";
import type { Purpose } from "./Purpose.ts";
import type { Sheet } from "./Sheet.ts";

/** A sheet as lines: what, then the commands. */
export function describeSheet({ title, lines, commands }: Sheet): readonly string[] {
  return [title, ...lines.map((line) => `  ${line}`), ...commands.map((command) => `    ${command}`)];
}

/** The sheets of a purpose as a page to keep beside the files. */
function markdownOf(stack: string, purpose: Purpose, sheets: readonly Sheet[]): PermissionFile {
  const parts = sheets.map(({ title, lines, commands }) => [
    `## ${title}`,
    "",
    ...lines.map((line) => `- ${line}`),
    ...(commands.length === 0 ? [] : ["", "```sh", ...commands, "```"]),
    "",
  ]);
  const heading = [`# Rights to ${purpose} the stack ${stack}`, ""];
  return { name: `permissions-${purpose}.md`, text: [...heading, ...parts.flat()].join("\n") };
}

/**
 * Writes the files of a purpose to a folder, each whole. What an earlier run wrote for the purpose and this one does not is
 * taken away, so that nobody applies it.
 * @returns their names
 * @throws CrosstrustError USAGE where a file cannot be written
 */
export async function writeSheets(
  folder: string,
  stack: string,
  purpose: Purpose,
  sheets: readonly Sheet[],
): Promise<readonly string[]> {
  const files = [...sheets.flatMap((sheet) => sheet.files), markdownOf(stack, purpose, sheets)];
  for (const { name, text } of files) await writeFileAtomically(join(folder, name), text);
  const names = files.map(({ name }) => name);
  const ours = new RegExp(
    `^(?:aws-${purpose}(?:-\\d+|-trust)?|okta-${purpose}|microsoft-(?:.+-)?${purpose}(?:-trust)?)\\.json$`,
  );
  const stale = (await readdir(folder)).filter((name) => ours.test(name) && !names.includes(name));
  await Promise.all(stale.map((name) => rm(join(folder, name))));
  return names;
}

/** The sheets of a purpose as data. */
export function sheetsAsJson(sheets: readonly Sheet[]): readonly unknown[] {
  return sheets.map(({ files, ...sheet }) => ({
    ...sheet,
    files: files.map(({ name, text }) => ({ name, content: JSON.parse(text) as unknown })),
  }));
}
