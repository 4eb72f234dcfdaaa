import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { runProgram } from "../process/runProgram.ts";
import { inProject } from "../projectRoot.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { clientProcessEnvironment } from "./clientProcessEnvironment.ts";
import type { Rehearsal } from "./startRehearsal.ts";

/**
 * The engine otherwise writes the whole state after each resource, which grows with the square of their number. A
 * rehearsal that is killed leaves no state that anybody would miss.
 */
const stateWrittenAtTheEnd = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

export interface CommandRun {
  readonly name: string;
  readonly args: readonly string[];
  readonly rehearsal: Rehearsal;
  readonly terminal: Terminal;
  readonly onLine?: (line: string) => void;
  /** What it reads on standard input. */
  readonly input?: string;
}

/**
 * Runs a command of this project as a client of the sandbox, in a process of its own: certificates are read at a
 * process's start. What the command notes is passed on.
 * @returns what its `--json` wrote
 * @throws CrosstrustError INTERRUPTED, or ENGINE_FAILED where it could not do its work
 */
export async function runCommand({ name, args, rehearsal, terminal, onLine, input }: CommandRun): Promise<unknown> {
  const json = join(rehearsal.backend.home, `${name}-${randomUUID()}.json`);
  try {
    const { code } = await runProgram({
      command: process.execPath,
      args: [inProject("scripts", "main.ts"), name, ...args, "--json", json],
      env: { ...clientProcessEnvironment(rehearsal.environment), ...stateWrittenAtTheEnd },
      signal: terminal.signal,
      ...(input !== undefined && { input }),
      onLine: (line, stream) => (stream === "stdout" ? onLine?.(line) : terminal.note(line)),
    });
    if (terminal.signal.aborted)
      throw new CrosstrustError("INTERRUPTED", "The rehearsal was stopped; nothing of it is left.");
    if ((code === 0 || code === 1) && existsSync(json)) return JSON.parse(await readFile(json, "utf8")) as unknown;
    throw new CrosstrustError(
      "ENGINE_FAILED",
      `\`${name}\` could not do its work in the rehearsal; what it said stands above.`,
    );
  } finally {
    await rm(json, { force: true });
  }
}
