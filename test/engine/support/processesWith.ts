import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The processes of this machine that have a text in their environment, by their command lines: what a command left running
 * has what the command was started with. Nothing where there is no /proc.
 */
export async function processesWith(text: string): Promise<readonly string[]> {
  if (!existsSync("/proc/self/environ")) return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(join("/proc", pid, "environ"), "utf8").catch(() => "");
      if (!environment.includes(text)) return [];
      return [(await readFile(join("/proc", pid, "cmdline"), "utf8").catch(() => "")).replaceAll("\0", " ").trim()];
    }),
  );
  // A process that has ended and is not yet waited for has no command line.
  return found.flat().filter((command) => command !== "");
}
