import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface ProgramRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The whole environment; by default this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** Written to standard input, which is closed otherwise. */
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** What the program gets when `signal` is aborted; SIGINT by default. */
  readonly stopSignal?: NodeJS.Signals;
  readonly timeoutMs?: number;
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
}

export interface ProgramResult {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end and gives what it wrote; a failing exit code is a result, not an error. An aborted signal stops
 * the program and still waits for its end, so that nothing is left running.
 * @throws the system's error where the program cannot be started
 */
export async function runProgram(run: ProgramRun): Promise<ProgramResult> {
  const child = spawn(run.command, run.args, {
    cwd: run.cwd,
    env: run.env,
    stdio: [run.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    timeout: run.timeoutMs,
    killSignal: "SIGKILL",
  });
  const stop = (): void => void child.kill(run.stopSignal ?? "SIGINT");
  const collected = { stdout: [] as string[], stderr: [] as string[] };
  for (const name of ["stdout", "stderr"] as const) {
    const stream = child[name];
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      collected[name].push(line);
      run.onLine?.(line, name);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      run.signal?.removeEventListener("abort", stop);
      resolve({ code, stdout: collected.stdout.join("\n"), stderr: collected.stderr.join("\n") });
    });
    child.stdin?.on("error", () => undefined).end(run.input);
    if (run.signal?.aborted === true) stop();
    else run.signal?.addEventListener("abort", stop, { once: true });
  });
}
