import type { OperatorRights } from "../../../sandbox/operator/OperatorRights.ts";
import type { Fault } from "../../../sandbox/parseFaults.ts";
import { startPlugins } from "../../../sandbox/plugins/startPlugins.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/startSandbox.ts";
import type { SandboxDirectory } from "../../../sandbox/SandboxDirectory.ts";
import type { GraphConsistency, Refusal, SandboxRequest } from "../../../sandbox/Vendor.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import type { Engine } from "../engine/Engine.ts";
import { ensureEngine } from "../engine/ensureEngine.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { readStackConfig } from "../stack/readStackConfig.ts";
import { type Backend, createBackend } from "./createBackend.ts";
import { copyStackConfig } from "./copyStackConfig.ts";
import { sandboxDirectories } from "./sandboxDirectories.ts";
import { linkRealPlugins, providerPackages, type ProviderPackage } from "./linkRealPlugins.ts";

/** Bundled plugins for every package, the user's installed ones for every package, or those for some packages. */
export type Plugins = "bundled" | "real" | readonly ProviderPackage[];

export interface RehearsalOptions {
  readonly stack: string;
  readonly configFile?: string | undefined;
  readonly plugins: Plugins;
  readonly port?: number | undefined;
  /** Where the sandbox's state is kept; the engine's stays beside it, in `<file>.engine`. In neither place unless given. */
  readonly stateFile?: string | undefined;
  readonly faults?: readonly Fault[] | undefined;
  readonly graphConsistency?: GraphConsistency | undefined;
  readonly onRequest?: ((request: SandboxRequest) => void) | undefined;
  readonly onRefusal?: ((refusal: Refusal) => void) | undefined;
  /** What whoever holds the sandbox's credentials may do; everything unless given. */
  readonly operator?: OperatorRights | undefined;
  readonly terminal: Terminal;
}

/** The sandbox, with an engine that has a stack to try on it. */
export interface Rehearsal {
  readonly engine: Engine;
  readonly sandbox: Sandbox;
  readonly backend: Backend;
  /** What the config declares. */
  readonly model: TrustModel;
  /** The directories of Microsoft's that the sandbox has. */
  readonly directories: readonly SandboxDirectory[];
  /** What a client of the sandbox, the engine among them, needs in its environment. It holds secrets. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends all of it, whatever fails, and leaves nothing that was not asked for. */
  close(): Promise<void>;
}

/**
 * Starts what a stack can be rehearsed on: the config is checked, then the sandbox started, then a stack of the same name
 * made in a backend of its own. Nothing of the user's is changed.
 * @throws CrosstrustError for what is wrong with the config, the port, the state file, the engine or the plugins; nothing
 *   is left running then
 */
export async function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const { stack, configFile, terminal, stateFile } = options;
  const realPlugins = packagesOf(options.plugins);
  const { model } = await readStackConfig(stack, configFile);
  const copy = await copyStackConfig(stack, configFile);
  const engine = await ensureEngine(terminal);

  const opened: Closable[] = [];
  const keep = <T extends Closable>(one: T): T => {
    opened.push(one);
    return one;
  };
  const close = async (): Promise<void> => closeAll(opened.splice(0).reverse());
  try {
    const { oktaOrgName, oktaBaseUrl, awsRegion } = copy;
    const { port, faults, graphConsistency, onRequest, onRefusal, operator } = options;
    const directories = sandboxDirectories(model, copy.tenantId ?? process.env["ARM_TENANT_ID"]);
    const sandboxOptions = { port, stateFile, faults, graphConsistency, onRequest, onRefusal, operator, directories };
    const sandbox = keep(await startSandbox({ ...sandboxOptions, oktaOrgName, oktaBaseUrl, awsRegion }));
    const folder = stateFile === undefined ? undefined : `${stateFile}.engine`;
    const backend = keep(await createBackend({ stack, config: copy.text, engine, folder, signal: terminal.signal }));
    const environment: Record<string, string> = { ...sandbox.clientEnvironment, ...backend.environment };
    const linked = await linkRealPlugins(backend.home, realPlugins);
    const { debugProviders } = keep(await startPlugins(environment));
    environment["PULUMI_DEBUG_PROVIDERS"] = without(debugProviders, linked);
    return { engine, sandbox, backend, model, directories, environment, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

function packagesOf(plugins: Plugins): readonly ProviderPackage[] {
  if (plugins === "bundled") return [];
  return plugins === "real" ? providerPackages : plugins;
}

/** The engine attaches to the providers that it is told of (`aws:PORT,okta:PORT`), and starts a plugin for the others. */
function without(debugProviders: string, realPlugins: readonly string[]): string {
  const bundled = debugProviders
    .split(",")
    .filter((entry) => !realPlugins.some((name) => entry.startsWith(`${name}:`)));
  return bundled.join(",");
}

interface Closable {
  close(): Promise<void>;
}

/** Closes all of them in turn, whatever fails; then throws the first failure. */
async function closeAll(closables: readonly Closable[]): Promise<void> {
  const failures: unknown[] = [];
  for (const closable of closables) {
    await closable.close().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
