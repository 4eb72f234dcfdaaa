import { createInterface } from "node:readline/promises";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Terminal } from "../ScriptCommand.ts";

/**
 * Asks for a line on the terminal; only where the terminal is interactive.
 * @throws CrosstrustError INTERRUPTED for Ctrl-C, and where the input ends
 */
export async function askLine(question: string, terminal: Pick<Terminal, "signal">): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  const ended = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(new CrosstrustError("INTERRUPTED", "There was no answer; nothing was changed."));
    lines.once("close", stop);
    terminal.signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return (await Promise.race([lines.question(question), ended])).trim();
  } finally {
    // Closing settles what nobody waits for any more.
    ended.catch(() => undefined);
    lines.close();
  }
}
