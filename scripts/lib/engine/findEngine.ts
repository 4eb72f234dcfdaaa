import { constants } from "node:fs";
import { access, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { compareBuild, valid } from "semver";
import type { Engine } from "./Engine.ts";
import { cachedEngineCommand } from "./engineCache.ts";
import { isUsable, probeEngine, type UnusableEngine } from "./probeEngine.ts";

export interface EngineSearch {
  readonly engine: Engine | undefined;
  /** The candidates before it that will not do. */
  readonly unusable: readonly UnusableEngine[];
}

/**
 * Looks for an engine: on the PATH, under `~/.pulumi` where its own installer and the Automation API put it, and in
 * crosstrust's cache. The first that will do is taken.
 */
export async function findEngine(): Promise<EngineSearch> {
  const unusable: UnusableEngine[] = [];
  for (const command of await candidates()) {
    const candidate = await probeEngine(command, "found");
    if (isUsable(candidate)) return { engine: candidate, unusable };
    unusable.push(candidate);
  }
  return { engine: undefined, unusable };
}

async function candidates(): Promise<readonly string[]> {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const home = join(homedir(), ".pulumi");
  const versions = (await readdir(join(home, "versions")).catch(() => []))
    .filter((name) => valid(name) !== null)
    .sort((one, other) => compareBuild(other, one));
  const commands = [
    ...folders.map((folder) => resolve(folder, "pulumi")),
    join(home, "bin", "pulumi"),
    ...versions.map((version) => join(home, "versions", version, "bin", "pulumi")),
    cachedEngineCommand(),
  ];
  const present = await Promise.all(
    [...new Set(commands)].map(async (command) => ((await isExecutable(command)) ? command : [])),
  );
  return present.flat();
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
