import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { ProcessTerminal, type TerminalProcess } from "../../../scripts/lib/cli/ProcessTerminal.ts";

class FakeProcess extends EventEmitter {
  readonly stdin = new PassThrough();
  readonly stdout = new PassThrough();
  readonly stderr = Object.assign(new PassThrough(), { isTTY: false, columns: 20 });

  constructor({ tty }: { readonly tty: boolean }) {
    super();
    this.stderr.isTTY = tty;
    Object.assign(this.stdin, { isTTY: tty });
  }

  terminal(): ProcessTerminal {
    return new ProcessTerminal(this as unknown as TerminalProcess);
  }

  written(): { stdout: string; stderr: string } {
    return { stdout: String(this.stdout.read() ?? ""), stderr: String(this.stderr.read() ?? "") };
  }
}

describe("ProcessTerminal", () => {
  it("writes results to standard output and everything else to standard error, in plain lines", async () => {
    const process = new FakeProcess({ tty: false });
    const terminal = process.terminal();
    terminal.progress("working …");
    terminal.progress("working …");
    terminal.out("result");
    terminal.note("beside it");
    await terminal.close();
    assert.deepEqual(process.written(), { stdout: "result\n", stderr: "working …\nbeside it\n" });
    assert.equal(terminal.interactive, false);
  });

  it("rewrites one line for progress on a terminal, no longer than the terminal is wide", async () => {
    const process = new FakeProcess({ tty: true });
    const terminal = process.terminal();
    terminal.progress("one");
    terminal.progress("two of three and much more");
    terminal.note("done");
    await terminal.close();
    const clear = "\r\u001b[2K";
    assert.equal(process.written().stderr, `one${clear}two of three and mu${clear}done\n`);
    assert.equal(terminal.interactive, true);
  });

  it("aborts its signal at the first signal, once, and says so once", () => {
    const process = new FakeProcess({ tty: false });
    const terminal = process.terminal();
    let aborted = 0;
    terminal.signal.addEventListener("abort", () => (aborted += 1));
    process.emit("SIGINT");
    process.emit("SIGINT");
    process.emit("SIGTERM");
    assert.equal(aborted, 1);
    assert.equal(process.written().stderr, "Stopping …\n");
  });

  it("leaves signals to the process once it is closed", async () => {
    const process = new FakeProcess({ tty: false });
    await process.terminal().close();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) assert.equal(process.listenerCount(signal), 0);
  });

  it("reads all of standard input", async () => {
    const process = new FakeProcess({ tty: false });
    process.stdin.end("a\nb\n");
    assert.equal(await process.terminal().readInput(), "a\nb\n");
  });

  it("goes on when the reader of its output goes away, and fails for any other fault of a stream", () => {
    const process = new FakeProcess({ tty: false });
    process.terminal();
    process.stdout.emit("error", Object.assign(new Error("closed"), { code: "EPIPE" }));
    assert.throws(() => process.stdout.emit("error", Object.assign(new Error("full"), { code: "ENOSPC" })), /full/);
  });
});
