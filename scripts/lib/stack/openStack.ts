import { resolve } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation/localWorkspace.js";
import type { Stack } from "@pulumi/pulumi/automation/stack.js";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Engine } from "../engine/Engine.ts";
import { type EngineCommand, engineCommand } from "../engine/engineCommand.ts";
import { ensureEngine } from "../engine/ensureEngine.ts";
import { projectRoot } from "../projectRoot.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { runProject } from "./runProject.ts";

/** A stack of this project, in the backend that the user is logged in to, with an engine to work on it. */
export interface OpenStack {
  readonly name: string;
  /** Absolute; undefined for `Pulumi.<stack>.yaml`. */
  readonly configFile: string | undefined;
  readonly engine: Engine;
  readonly command: EngineCommand;
  readonly automation: Stack;
}

export interface StackChoice {
  readonly stack: string;
  /** The stack's config, where it is another file than `Pulumi.<stack>.yaml`. */
  readonly configFile?: string | undefined;
  readonly terminal: Terminal;
  /** What the engine gets in its environment beside this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Opens an existing stack. `index.ts` is its program, run in this process, so that no language host is needed.
 * @throws CrosstrustError STACK_UNKNOWN with the stacks that there are; ENGINE_UNAVAILABLE; ENGINE_FAILED; INTERRUPTED
 */
export async function openStack({ stack, configFile, terminal, environment = {} }: StackChoice): Promise<OpenStack> {
  const engine = await ensureEngine(terminal);
  const command = engineCommand(engine, terminal.signal);
  const inline = { stackName: stack, projectName: "crosstrust", program: runProject };
  const options = { workDir: projectRoot, pulumiCommand: command, envVars: { ...environment } };
  try {
    const automation = await LocalWorkspace.selectStack(inline, options);
    // The engine works in the project's folder, wherever the user is.
    return { name: stack, configFile: configFile && resolve(configFile), engine, command, automation };
  } catch (error) {
    if (!(error instanceof CrosstrustError) || !error.message.includes("no stack named")) throw error;
    const workspace = await LocalWorkspace.create(options);
    const known = (await workspace.listStacks()).map(({ name }) => name);
    throw new CrosstrustError(
      "STACK_UNKNOWN",
      `The backend has no stack ${stack}. \`pulumi stack init ${stack}\` makes it.`,
      {
        expected: known.length === 0 ? "a stack; the backend has none" : `one of: ${known.join(", ")}`,
        cause: error,
      },
    );
  }
}
