import { createInterface } from "node:readline/promises";
import type { Terminal } from "../ScriptCommand.ts";

/** Asks for a line on the terminal; only where the terminal is interactive. */
export async function askLine(question: string, terminal: Terminal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    return (await lines.question(question, { signal: terminal.signal })).trim();
  } finally {
    lines.close();
  }
}
