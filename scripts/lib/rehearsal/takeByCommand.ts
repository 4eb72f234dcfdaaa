import type { Terminal } from "../ScriptCommand.ts";
import type { Take } from "./playApplications.ts";
import { runCommand } from "./runCommand.ts";
import type { Rehearsal } from "./startRehearsal.ts";

/** `handoff --take` of the rehearsed stack, as a person would run it, into the copy of its config. */
export function takeByCommand(rehearsal: Rehearsal, stack: string, terminal: Terminal): Take {
  const { configFile } = rehearsal.backend;
  return async (issuer, input) => {
    const args = ["--stack", stack, "--config-file", configFile, "--for", `issuers.${issuer}`, "--take"];
    await runCommand({ name: "handoff", args, rehearsal, terminal, input });
  };
}
