import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import { proxyFetch } from "../../../lib/proxyFetch.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { type OpenStack } from "../stack/openStack.ts";
import { readProviderConfig } from "../stack/readProviderConfig.ts";
import { readStackConfig } from "../stack/readStackConfig.ts";
import { readStackOutputs } from "../stack/readStackOutputs.ts";
import { LiveHttp } from "../verify/LiveHttp.ts";
import type { Finding } from "./Expectation.ts";
import { runPreflight } from "./runPreflight.ts";

/**
 * The preflight of a stack: its config, what an earlier deployment said, and what the issuers publish now.
 * @throws CrosstrustError for a config that cannot be used; INTERRUPTED
 */
export async function preflightStack(open: OpenStack, terminal: Terminal): Promise<readonly Finding[]> {
  const { model } = await readStackConfig(open.name, open.configFile);
  const { tenantId } = await readProviderConfig(open.name, open.configFile);
  const http = new LiveHttp({ fetch: proxyFetch, signal: terminal.signal });
  return runPreflight({ model, tenantId, deployed: await deployedTrust(open) }, http, new Date());
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
