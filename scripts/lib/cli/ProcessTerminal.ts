import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import type { Terminal } from "../ScriptCommand.ts";

/** The parts of `process` that a terminal needs. */
export type TerminalProcess = Pick<NodeJS.Process, "stdin" | "stdout" | "stderr" | "on" | "off">;

const clearLine = "\r\u001b[2K";
const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * The terminal of a command, over a process's streams. A reader that goes away (`… | head`) ends the output, never the
 * work. The first SIGINT, SIGTERM or SIGHUP aborts `signal`; Ctrl-C arrives twice where a parent forwards it, so
 * repetitions say nothing.
 */
export class ProcessTerminal implements Terminal {
  readonly interactive: boolean;
  readonly signal: AbortSignal;
  readonly #process: TerminalProcess;
  readonly #interrupt = new AbortController();
  #progress = "";

  constructor(process: TerminalProcess) {
    this.#process = process;
    this.interactive = process.stdin.isTTY && process.stderr.isTTY;
    this.signal = this.#interrupt.signal;
    for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
    for (const name of stopSignals) process.on(name, this.#stop);
  }

  out(line: string): void {
    this.#clearProgress();
    this.#process.stdout.write(`${line}\n`);
  }

  note(line: string): void {
    this.#clearProgress();
    this.#process.stderr.write(`${line}\n`);
  }

  progress(text: string): void {
    if (text === this.#progress) return;
    if (!this.#process.stderr.isTTY) {
      this.#progress = text;
      this.#process.stderr.write(`${text}\n`);
      return;
    }
    const width = this.#process.stderr.columns || 80;
    this.#clearProgress();
    this.#progress = text;
    this.#process.stderr.write(
      stripVTControlCharacters(text)
        .replaceAll("\n", " ")
        .slice(0, width - 1),
    );
  }

  async readInput(): Promise<string> {
    return text(this.#process.stdin);
  }

  /** Waits until everything was written; signals are the process's own again. */
  async close(): Promise<void> {
    this.#clearProgress();
    for (const name of stopSignals) this.#process.off(name, this.#stop);
    await Promise.all([this.#process.stdout, this.#process.stderr].map(written));
  }

  readonly #stop = (): void => {
    if (this.signal.aborted) return;
    this.note("Stopping …");
    this.#interrupt.abort();
  };

  #clearProgress(): void {
    if (this.#progress !== "" && this.#process.stderr.isTTY) this.#process.stderr.write(clearLine);
    this.#progress = "";
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
}

async function written(stream: NodeJS.WritableStream & { destroyed?: boolean }): Promise<void> {
  if (stream.destroyed === true) return;
  await new Promise<void>((resolve) => stream.write("", () => resolve()));
}
