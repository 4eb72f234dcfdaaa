import { delimiter, dirname } from "node:path";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { runProgram } from "../process/runProgram.ts";
import { projectRoot } from "../projectRoot.ts";
import { redact } from "../redact.ts";
import type { OpenStack } from "./openStack.ts";

/**
 * A secret value of the stack's config, decrypted by the engine.
 * @returns undefined where the config has none
 * @throws CrosstrustError ENGINE_FAILED, INTERRUPTED
 */
export async function readSecretConfig(open: OpenStack, key: string, signal: AbortSignal): Promise<string | undefined> {
  const { code, stdout, stderr } = await pulumiConfig(open, ["get", key], signal);
  if (code === 0) return stdout;
  // Nothing else that is missing, such as the key that decrypts, may pass for a value that is not there.
  if (/configuration key '.*' not found for stack/.test(stderr)) return undefined;
  throw failure(stderr);
}

/**
 * Puts a secret value into the stack's config, encrypted by the engine. It goes there on standard input, where no list of
 * processes shows it.
 * @throws CrosstrustError ENGINE_FAILED, INTERRUPTED
 */
export async function writeSecretConfig(
  open: OpenStack,
  key: string,
  value: string,
  signal: AbortSignal,
): Promise<void> {
  const { code, stderr } = await pulumiConfig(open, ["set", "--secret", key], signal, value);
  if (code !== 0) throw failure(stderr);
}

async function pulumiConfig(
  { name, configFile, engine }: OpenStack,
  args: readonly string[],
  signal: AbortSignal,
  input?: string,
) {
  const file = configFile === undefined ? [] : ["--config-file", configFile];
  const result = await runProgram({
    command: engine.command,
    args: ["config", ...args, "--stack", name, ...file, "--non-interactive"],
    cwd: projectRoot,
    env: {
      ...process.env,
      PATH: [dirname(engine.command), process.env["PATH"]].join(delimiter),
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
    ...(input !== undefined && { input }),
    signal,
  });
  if (signal.aborted) throw new CrosstrustError("INTERRUPTED", "The config is as the engine left it.");
  return result;
}

/** What the engine said on standard error never holds a value that it was given or read. */
function failure(stderr: string): CrosstrustError {
  const said = stderr.replaceAll(/^error:\s*/gm, "").trim();
  return new CrosstrustError("ENGINE_FAILED", redact(said) || "`pulumi config` failed without a word.");
}
