import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { inProject } from "../projectRoot.ts";

let runs = 0;

/**
 * Runs `index.ts` as the program of a stack, and gives its exports, the stack's outputs. A module is evaluated once in a
 * process; the query makes each run another module, as a process may run the program several times.
 *
 * Whatever goes wrong on the way, in an output or a lookup too, makes it reject: the SDK would tell the engine otherwise that
 * the program is done, and the engine would delete what was not declared because of the fault.
 */
export async function runProject(): Promise<Record<string, unknown>> {
  runs += 1;
  const program = pathToFileURL(inProject("index.ts"));
  program.searchParams.set("run", String(runs));
  const faults: unknown[] = [];
  const note = (fault: unknown): void => void faults.push(fault);
  process.on("unhandledRejection", note).on("uncaughtException", note);
  try {
    const outputs = { ...((await import(program.href)) as Record<string, unknown>) };
    const settings = (await import("@pulumi/pulumi/runtime/settings.js")) as unknown as {
      waitForRPCs(): Promise<void>;
    };
    await settings.waitForRPCs();
    await setImmediate();
    if (faults.length > 0) throw faults[0];
    return outputs;
  } finally {
    process.off("unhandledRejection", note).off("uncaughtException", note);
  }
}
