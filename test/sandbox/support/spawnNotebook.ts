import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Sandbox } from "../../../sandbox/startSandbox.ts";

export interface SpawnedNotebook extends Pick<Sandbox, "url" | "caFile"> {
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
}

const script = join(import.meta.dirname, "serveNotebook.ts");

/**
 * A sandbox in a process of its own.
 * @param largestFile in blocks of the shell's `ulimit -f`; no limit unless given
 */
export function notebooks(): (stateFile: string, largestFile?: number) => Promise<SpawnedNotebook> {
  const children: ChildProcess[] = [];
  const kill = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  afterEach(async () => {
    await Promise.all(children.splice(0).map(kill));
  });
  return async (stateFile, largestFile) => {
    const limit = largestFile === undefined ? "" : `ulimit -f ${largestFile};`;
    const child = spawn("sh", ["-c", `${limit} exec "$0" "$@"`, process.execPath, script, stateFile], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    return { ...(JSON.parse(line) as Pick<Sandbox, "url" | "caFile">), kill: () => kill(child) };
  };
}
