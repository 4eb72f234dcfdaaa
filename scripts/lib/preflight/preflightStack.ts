import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { Settings } from "../../../trust/Settings.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { proxyFetch } from "../../../lib/proxyFetch.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { type OpenStack } from "../stack/openStack.ts";
import { readProviderConfig } from "../stack/readProviderConfig.ts";
import { readStackOutputs } from "../stack/readStackOutputs.ts";
import { LiveHttp } from "../verify/LiveHttp.ts";
import type { Finding } from "./Expectation.ts";
import { runPreflight } from "./runPreflight.ts";

/**
 * The preflight of a stack: its config, what an earlier deployment said, and what the issuers publish now.
 * @param settings of the stack's config
 * @throws CrosstrustError for a provider's setting that cannot be used; INTERRUPTED
 */
export async function preflightStack(
  open: OpenStack,
  settings: Settings,
  terminal: Terminal,
): Promise<readonly Finding[]> {
  const { model } = settings;
  const { tenantId } = await readProviderConfig(open.name, open.configFile);
  const http = new LiveHttp({ fetch: proxyFetch, signal: terminal.signal });
  const findings = await runPreflight({ model, tenantId, deployed: await deployedTrust(open) }, http, new Date());
  return [...findings, ...(await federationFindings(model, open, terminal))];
}

/** JumpCloud is asked where the config has a federation, and its credentials can be read. */
async function federationFindings(
  model: TrustModel,
  open: OpenStack,
  { signal }: Terminal,
): Promise<readonly Finding[]> {
  if (!Object.values(model.relyingParties).some(({ kind }) => kind === "jumpcloud-federation")) return [];
  const { connectJumpCloud } = await import("./connectJumpCloud.ts");
  const jumpcloud = await connectJumpCloud(open.name, open.configFile, signal);
  if (jumpcloud === undefined) return [];
  const { inspectJumpCloud } = await import("./inspectJumpCloud.ts");
  return inspectJumpCloud(model, await ownJumpCloudIds(open), jumpcloud);
}

/** By the state, which has what a deployment made that failed later on; the outputs have not. */
async function ownJumpCloudIds({ automation }: OpenStack): Promise<ReadonlySet<string>> {
  const exported = await automation.exportStack();
  const state = exported.deployment as { readonly resources?: readonly Record<string, unknown>[] } | null;
  const ids = (state?.resources ?? []).flatMap(({ type, id }) =>
    typeof id === "string" && String(type).startsWith("jumpcloud:") ? [id] : [],
  );
  return new Set(ids);
}

/** Undefined where nothing is deployed yet, or by another version of the program. */
async function deployedTrust(open: OpenStack): Promise<DeployedTrust | undefined> {
  try {
    return (await readStackOutputs(open)).trust;
  } catch (error) {
    if (error instanceof CrosstrustError && error.code === "STACK_OUTPUTS_MISSING") return undefined;
    throw error;
  }
}
