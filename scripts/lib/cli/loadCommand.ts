import { readdir } from "node:fs/promises";
import { inProject } from "../projectRoot.ts";
import type { ScriptCommand } from "../ScriptCommand.ts";

const entry = "main.ts";

/** The names of the commands: every file in `scripts/` is one. */
export async function commandNames(): Promise<readonly string[]> {
  const files = await readdir(inProject("scripts"));
  return files
    .filter((file) => file.endsWith(".ts") && file !== entry)
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

/** The command of a name that `commandNames` gave. */
export async function loadCommand(name: string): Promise<ScriptCommand> {
  const module = (await import(new URL(`../../${name}.ts`, import.meta.url).href)) as { default: ScriptCommand };
  return module.default;
}
