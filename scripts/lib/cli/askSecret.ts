import { Writable } from "node:stream";
import { createInterface } from "node:readline";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Terminal } from "../ScriptCommand.ts";

/**
 * Asks for a line on the terminal and shows nothing of it; only where the terminal is interactive.
 * @throws CrosstrustError INTERRUPTED for Ctrl-C, and where the input ends
 */
export async function askSecret(question: string, terminal: Terminal): Promise<string> {
  // The terminal's own echo is off while readline edits the line, and readline's goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      const stop = (): void =>
        reject(new CrosstrustError("INTERRUPTED", "Nothing was taken; the config is as it was."));
      lines.once("line", (line) => resolve(line.trim()));
      lines.once("SIGINT", stop);
      lines.once("close", stop);
      terminal.signal.addEventListener("abort", stop, { once: true });
    });
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}
