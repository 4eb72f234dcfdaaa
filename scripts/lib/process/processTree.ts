import { setTimeout as delay } from "node:timers/promises";
import { runProgram } from "./runProgram.ts";

/** The processes below one, whatever their process group: its children, their children, and so on. */
export async function descendants(pid: number): Promise<readonly number[]> {
  const { stdout } = await runProgram({ command: "ps", args: ["-A", "-o", "pid=,ppid="] });
  const children = new Map<number, number[]>();
  for (const line of stdout.split("\n")) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    if (child === undefined || parent === undefined) continue;
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const found: number[] = [];
  const queue = [pid];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const below = children.get(next) ?? [];
    found.push(...below);
    queue.push(...below);
  }
  return found;
}

/** Ends processes: asked first, and killed when they are still there after the grace period. */
export async function endProcesses(pids: readonly number[], graceMs = 3000): Promise<void> {
  const running = pids.filter((pid) => signalled(pid, "SIGTERM"));
  const deadline = Date.now() + graceMs;
  while (running.some((pid) => signalled(pid, 0)) && Date.now() < deadline) await delay(50);
  for (const pid of running) signalled(pid, "SIGKILL");
}

function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
