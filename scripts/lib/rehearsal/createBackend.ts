import { randomBytes } from "node:crypto";
import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseDocument } from "yaml";
import { pathToFileURL } from "node:url";
import { readFileIfThere } from "../../../lib/readFileIfThere.ts";
import { clientCredentialsKey } from "../../../trust/clientCredentials.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Engine } from "../engine/Engine.ts";
import { runProgram } from "../process/runProgram.ts";
import { inProject } from "../projectRoot.ts";
import { redact } from "../redact.ts";

/** A home and a backend of files for the engine, apart from the user's own, with a stack in it. */
export interface Backend {
  /** The copy of the stack's config, for `--config-file`. */
  readonly configFile: string;
  /** The engine's own. */
  readonly home: string;
  /** PULUMI_* variables; the passphrase among them is a secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** Removes it, unless it was to stay. */
  close(): Promise<void>;
}

export interface BackendOptions {
  readonly stack: string;
  /** The stack's config, as text. */
  readonly config: string;
  readonly engine: Engine;
  /** Where it stays; unless given, a temporary folder that goes with it. */
  readonly folder?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Makes the backend, or takes up the one that an earlier run left in the folder. The engine writes into the copy of the
 * config, never into the user's.
 * @throws CrosstrustError ENGINE_FAILED
 */
export async function createBackend({ stack, config, engine, folder, signal }: BackendOptions): Promise<Backend> {
  const own =
    folder === undefined ? await mkdtemp(join(await realpath(tmpdir()), "crosstrust-rehearsal-")) : resolve(folder);
  const close = async (): Promise<void> => {
    if (folder === undefined) await rm(own, { recursive: true, force: true });
  };
  try {
    const name = stack.split("/").at(-1) ?? stack;
    const configFile = join(own, `Pulumi.${name}.yaml`);
    const home = join(own, "home");
    const state = join(own, "state");
    for (const part of [home, state]) await mkdir(part, { recursive: true, mode: 0o700 });
    await copyFile(inProject("Pulumi.yaml"), join(own, "Pulumi.yaml"));
    await writeFile(configFile, withEarlier(config, await readFileIfThere(configFile)), { mode: 0o600 });
    const environment = {
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: pathToFileURL(state).href,
      PULUMI_CONFIG_PASSPHRASE: await passphrase(join(own, "passphrase")),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      CROSSTRUST_CONFIG_FILE: configFile,
    };
    const pulumi = async (...args: readonly string[]): Promise<string> => {
      const env = { ...process.env, ...environment };
      const run = await runProgram({
        command: engine.command,
        args: [...args, "--non-interactive"],
        cwd: own,
        env,
        signal,
      });
      return run.code === 0 ? "" : run.stderr;
    };
    const refused = await pulumi("stack", "init", name, "--no-select");
    if (refused.includes("already exists")) {
      // A run that was killed leaves its lock behind; nobody else works on this backend.
      await pulumi("cancel", "--yes", "--stack", name);
    } else if (refused !== "") {
      throw new CrosstrustError("ENGINE_FAILED", `The rehearsal's stack cannot be made: ${redact(refused)}`);
    }
    return { home, configFile, environment, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The config with what the engine put into its earlier copy: the salt by which it knows the passphrase, and the credentials
 * that were taken there, encrypted with that.
 */
function withEarlier(config: string, earlier: string | undefined): string {
  const copy = earlier === undefined ? undefined : parseDocument(earlier);
  const salt: unknown = copy?.get("encryptionsalt");
  if (typeof salt !== "string") return config;
  const document = parseDocument(config);
  document.set("encryptionsalt", salt);
  const credentials: unknown = copy?.getIn(["config", clientCredentialsKey]);
  if (credentials !== undefined) document.setIn(["config", clientCredentialsKey], credentials);
  return document.toString({ lineWidth: 0 });
}

async function passphrase(file: string): Promise<string> {
  const kept = await readFileIfThere(file);
  if (kept !== undefined) return kept;
  const made = randomBytes(24).toString("base64url");
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
