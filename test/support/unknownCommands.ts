import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import type { ScriptCommand } from "../../scripts/lib/ScriptCommand.ts";

const root = resolve(import.meta.dirname, "../..");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** The npm scripts that a text names and package.json lacks, and the options that it gives them and they do not know. */
export async function unknownCommands(text: string): Promise<string[]> {
  const unknown: string[] = [];
  for (const [, runName, plainName, rest] of text.matchAll(/npm (?:run ([a-z][\w:-]*)|(start|test)\b)([^\n`#|&;]*)/g)) {
    const name = runName ?? plainName!;
    if (!(name in scripts)) {
      unknown.push(name);
      continue;
    }
    const options = [...(rest ?? "").matchAll(/\s(--[a-z][\w-]*)/g)].map((match) => match[1]!);
    const known = await knownOptions(name);
    unknown.push(...options.filter((option) => !known.includes(option)).map((option) => `${name} ${option}`));
  }
  return unknown;
}

async function knownOptions(name: string): Promise<string[]> {
  const file = join(root, "scripts", `${name}.ts`);
  if (!existsSync(file)) return [];
  const { default: script } = (await import(file)) as { default: ScriptCommand };
  const command = new Command();
  script.define(command, () => Promise.resolve());
  return ["--help", ...command.options.flatMap((option) => (option.long === undefined ? [] : [option.long]))];
}
