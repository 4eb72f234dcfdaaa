import { spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation/cmd.js";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { descendants, endProcesses } from "../process/processTree.ts";
import { redact } from "../redact.ts";
import type { Engine } from "./Engine.ts";

type Listener = (text: string) => void;

/** What the Automation API expects of a finished command. */
interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** As the SDK calls it, whose own types leave `run` out. */
export interface EngineCommand extends PulumiCommand {
  /**
   * Runs `pulumi` with these arguments, without asking anything.
   * @throws CrosstrustError ENGINE_FAILED, INTERRUPTED
   */
  run(
    args: readonly string[],
    cwd: string,
    environment: Readonly<Record<string, string>>,
    onOutput?: Listener,
    onError?: Listener,
  ): Promise<CommandOutput>;
}

/**
 * How an engine that was told to stop is pressed: the first SIGINT lets it finish the operations under way and save its
 * state, a second one ends it with those noted as pending.
 */
const pressure = [
  { afterMs: 60_000, signal: "SIGINT" },
  { afterMs: 90_000, signal: "SIGKILL" },
] as const;

/**
 * The engine's executable as the Automation API drives it, with two differences to the SDK's own: the engine has a process
 * group of its own, so that Ctrl-C on a terminal reaches it once (by `signal`) and not twice, which would cut it off; and
 * what fails never repeats the command's arguments.
 */
export function engineCommand(engine: Engine, signal: AbortSignal): EngineCommand {
  const run: EngineCommand["run"] = async (args, cwd, environment, onOutput, onError) => {
    const env = {
      ...process.env,
      ...environment,
      PATH: [dirname(engine.command), environment["PATH"] ?? process.env["PATH"]].join(delimiter),
      PULUMI_AUTOMATION_API: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const output = await runEngine(engine.command, [...args, "--non-interactive"], {
      cwd,
      env,
      signal,
      onOutput,
      onError,
    });
    if (signal.aborted) {
      throw new CrosstrustError(
        "INTERRUPTED",
        "The engine stopped when it was told to; what it had done is in its state.",
      );
    }
    if (output.code !== 0) throw engineFailure(args, output);
    return output;
  };
  const command = Object.create(PulumiCommand.prototype) as PulumiCommand;
  return Object.assign(command, { command: engine.command, version: engine.version, run });
}

interface EngineRun {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly onOutput: Listener | undefined;
  readonly onError: Listener | undefined;
}

async function runEngine(command: string, args: readonly string[], run: EngineRun): Promise<CommandOutput> {
  run.signal.throwIfAborted();
  const child = spawn(command, args, { cwd: run.cwd, env: run.env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
    run.onOutput?.(text);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
    run.onError?.(text);
  });
  const stopping = stopOnAbort(child, run.signal);
  // Its output ends only when those that it left running end, too.
  child.once("exit", () => void stopping.end());
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? -1));
  });
  await stopping.end();
  return { ...output, code };
}

/** Presses an engine to stop once the signal is aborted; `end` ends what the engine left running behind it. */
function stopOnAbort(child: ReturnType<typeof spawn>, signal: AbortSignal): { end(): Promise<void> } {
  let below: Promise<readonly number[]> = Promise.resolve([]);
  const timers: NodeJS.Timeout[] = [];
  const stop = (): void => {
    if (child.pid !== undefined) below = descendants(child.pid).catch(() => []);
    void below.then(() => child.kill("SIGINT"));
    for (const step of pressure) timers.push(setTimeout(() => child.kill(step.signal), step.afterMs));
  };
  signal.addEventListener("abort", stop, { once: true });
  let ended: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    signal.removeEventListener("abort", stop);
    for (const timer of timers) clearTimeout(timer);
    await endProcesses(await below);
  };
  return { end: () => (ended ??= end()) };
}

function engineFailure(args: readonly string[], output: CommandOutput): CrosstrustError {
  const lines = output.stderr.split("\n").filter((line) => line.trim() !== "");
  const said = lines.map((line) => line.replace(/^error:\s*/, "")).join("\n");
  if (said.includes("the stack is currently locked by")) {
    return new CrosstrustError(
      "ENGINE_FAILED",
      `The stack is locked by another update. When none is running, \`pulumi cancel\` removes the lock.`,
    );
  }
  return new CrosstrustError("ENGINE_FAILED", redact(said) || `\`pulumi ${args[0] ?? ""}\` failed without a word.`);
}
