import { randomUUID } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheFolder } from "../cacheFolder.mjs";
import { pinnedEngineVersion } from "./Engine.ts";

/** Where crosstrust keeps the engine that it installed or built: a folder with `bin/pulumi` in it. */
export function engineHome(): string {
  return cacheFolder("engine", `v${pinnedEngineVersion.version}`);
}

export function cachedEngineCommand(): string {
  return join(engineHome(), "bin", "pulumi");
}

/**
 * Fills the engine's home, whole or not at all.
 * @param fill puts `bin/pulumi` into the folder that it is given
 */
export async function fillEngineHome(fill: (stage: string) => Promise<void>): Promise<void> {
  const home = engineHome();
  const stage = `${home}.${randomUUID()}`;
  await mkdir(join(stage, "bin"), { recursive: true });
  try {
    await fill(stage);
    await mkdir(dirname(home), { recursive: true });
    await rm(home, { recursive: true, force: true });
    await rename(stage, home);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}
