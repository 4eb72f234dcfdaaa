import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { withLock } from "../process/withLock.ts";
import type { Terminal } from "../ScriptCommand.ts";
import type { Engine } from "./Engine.ts";
import { pinnedEngineVersion } from "./Engine.ts";
import { buildEngine } from "./buildEngine.ts";
import { cachedEngineCommand, engineHome } from "./engineCache.ts";
import { findEngine } from "./findEngine.ts";
import { installEngine } from "./installEngine.ts";
import { isUsable, probeEngine } from "./probeEngine.ts";

/**
 * The engine to work with: one that is there, else the pinned one, installed, else built from its modules. What was
 * installed or built is found the next time.
 * @throws CrosstrustError ENGINE_UNAVAILABLE that says what was tried; INTERRUPTED
 */
export async function ensureEngine(terminal: Terminal): Promise<Engine> {
  const { engine, unusable } = await findEngine();
  if (engine !== undefined) return engine;

  const tried = [
    "found: none on the PATH, in ~/.pulumi or in the cache that will do",
    ...unusable.map(({ command, reason }) => `  ${command} ${reason}`),
  ];
  const onWait = (): void => terminal.progress("Another run is getting the engine; waiting for it …");
  return withLock(`${engineHome()}.lock`, { signal: terminal.signal, onWait }, async () => {
    const meanwhile = await probeEngine(cachedEngineCommand(), "found");
    if (isUsable(meanwhile)) return meanwhile;
    return (
      (await attempt("installed", tried, terminal, () => installEngine(terminal.signal))) ??
      (await attempt("built", tried, terminal, () => buildEngine(terminal))) ??
      refuse(tried)
    );
  });
}

async function attempt(
  origin: "installed" | "built",
  tried: string[],
  terminal: Terminal,
  work: () => Promise<void>,
): Promise<Engine | undefined> {
  const doing = origin === "installed" ? "Installing" : "Building";
  const patience = origin === "built" ? ", once; this takes some minutes" : "";
  terminal.progress(`${doing} the Pulumi engine ${pinnedEngineVersion.version}${patience} …`);
  try {
    await work();
  } catch (error) {
    if (terminal.signal.aborted)
      throw new CrosstrustError("INTERRUPTED", "Stopped while getting the engine; nothing was kept of it.");
    tried.push(`${origin}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  const engine = await probeEngine(cachedEngineCommand(), origin);
  if (isUsable(engine)) return engine;
  tried.push(`${origin}: ${engine.command} ${engine.reason}`);
  return undefined;
}

function refuse(tried: readonly string[]): never {
  throw new CrosstrustError(
    "ENGINE_UNAVAILABLE",
    [
      "No Pulumi engine could be found, installed or built.",
      ...tried,
      "Put `pulumi` on the PATH (https://www.pulumi.com/docs/install/), or open get.pulumi.com,",
      `or install Go 1.25 or later with a module proxy in reach: ${pinnedEngineVersion.version} is then built here.`,
    ].join("\n"),
  );
}
