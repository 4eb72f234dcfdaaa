import { PulumiCommand } from "@pulumi/pulumi/automation/cmd.js";
import { descendants, endProcesses } from "../process/processTree.ts";
import { proxyFetch } from "../../../lib/proxyFetch.ts";
import { redact } from "../redact.ts";
import { pinnedEngineVersion } from "./Engine.ts";
import { fillEngineHome } from "./engineCache.ts";

/** What the Automation API's installer downloads first. */
const installer = "https://get.pulumi.com/install.sh";
const reachableWithinMs = 5000;

/**
 * Installs the pinned engine into the cache, by the Automation API's own installer.
 * @throws Error, soon, where its download host cannot be reached
 */
export async function installEngine(signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(reachableWithinMs)]);
  await proxyFetch(installer, { method: "HEAD", signal: limit }).catch((error: unknown) => {
    throw new Error(`${new URL(installer).host} cannot be reached (${reason(error)})`, { cause: error });
  });
  // The SDK's installer takes no signal: its programs are ended instead, and then it fails by itself.
  const stop = (): void => void descendants(process.pid).then((pids) => endProcesses(pids));
  signal.addEventListener("abort", stop, { once: true });
  await fillEngineHome(async (root) => {
    try {
      await PulumiCommand.install({ version: pinnedEngineVersion, root });
    } catch (error) {
      throw new Error(`the installer failed: ${redact(lastLine(error))}`, { cause: error });
    } finally {
      signal.removeEventListener("abort", stop);
    }
  });
}

function reason(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  return cause?.code ?? (error instanceof Error ? error.name : "unknown");
}

function lastLine(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error))
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.at(-1) ?? "without a word";
}
