import { pathToFileURL } from "node:url";
import { inProject } from "../projectRoot.ts";

let runs = 0;

/**
 * Runs `index.ts` as the program of a stack, and gives its exports, the stack's outputs. A module is evaluated once in a
 * process; the query makes each run another module, as a process may run the program several times.
 */
export async function runProject(): Promise<Record<string, unknown>> {
  runs += 1;
  const program = pathToFileURL(inProject("index.ts"));
  program.searchParams.set("run", String(runs));
  return { ...((await import(program.href)) as Record<string, unknown>) };
}
