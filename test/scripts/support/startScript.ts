import { type ChildProcess, spawn } from "node:child_process";
import { inProject, projectRoot } from "../../../scripts/lib/projectRoot.ts";

export interface ScriptResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartedScript {
  readonly child: ChildProcess;
  readonly finished: Promise<ScriptResult>;
  /** Resolves once standard output or standard error holds the text; rejects when the script ends without it. */
  said(text: string): Promise<void>;
}

export interface ScriptOptions {
  /** Beside this process's own environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** In a process group of its own, as a terminal's foreground job is. */
  readonly detached?: boolean;
  /** The script; the commands' entry unless given. */
  readonly script?: string;
  readonly node?: string;
}

/** Starts a command as a shell would. */
export function startScript(args: readonly string[], options: ScriptOptions = {}): StartedScript {
  const script = options.script ?? inProject("scripts", "main.ts");
  const child = spawn(options.node ?? process.execPath, [script, ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...options.env },
    detached: options.detached ?? false,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => (output[name] += text));
  }
  const finished = new Promise<ScriptResult>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...output }));
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if ((output.stdout + output.stderr).includes(text)) resolve();
      };
      child.stdout.on("data", look);
      child.stderr.on("data", look);
      child.once("close", () => reject(new Error(`ended without "${text}": ${JSON.stringify(output)}`)));
      look();
    });
  return { child, finished, said };
}

/** Runs a command to its end. */
export function runScript(args: readonly string[], options?: ScriptOptions): Promise<ScriptResult> {
  return startScript(args, options).finished;
}
