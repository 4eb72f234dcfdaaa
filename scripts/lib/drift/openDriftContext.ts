import { proxyFetch } from "../../../lib/proxyFetch.ts";
import type { OpenStack } from "../stack/openStack.ts";
import { readProviderConfig } from "../stack/readProviderConfig.ts";
import { outputsIn, readState } from "../stack/readState.ts";
import { readTrust } from "../stack/readStackOutputs.ts";
import { accessAws } from "../vendors/aws/accessAws.ts";
import { accessJumpCloud } from "../vendors/jumpcloud/accessJumpCloud.ts";
import { accessDirectories } from "../vendors/microsoft/accessDirectories.ts";
import { accessOkta } from "../vendors/okta/accessOkta.ts";
import { LiveHttp } from "../verify/LiveHttp.ts";
import type { DriftContext } from "./DriftContext.ts";

/**
 * What a comparison of a stack works with: the stack's outputs and state, and its vendors, by the credentials of the
 * environment and the organisations that its config names. What is stored as a secret stays encrypted.
 * @param deployers client ids of Microsoft's applications that deploy the stack, beside those of the environment
 * @throws CrosstrustError STACK_OUTPUTS_MISSING where it was never deployed; STACK_CONFIG_UNREADABLE, USAGE, ENGINE_FAILED,
 *   INTERRUPTED
 */
export async function openDriftContext(
  open: OpenStack,
  signal: AbortSignal,
  now: Date,
  deployers: readonly string[] = [],
): Promise<DriftContext> {
  const { name: stack, configFile } = open;
  const environment = process.env;
  const [state, { oktaHost, jumpCloudRegion }] = await Promise.all([
    readState(open),
    readProviderConfig(stack, configFile, environment),
  ]);
  return {
    stack,
    trust: readTrust(outputsIn(state), stack),
    state,
    okta: accessOkta({ host: oktaHost, environment, signal, fetch: proxyFetch }),
    directories: accessDirectories(environment, signal),
    deployers: [...deployers, ...clientIdsOf(environment)],
    jumpcloud: accessJumpCloud({ ...environment, JUMPCLOUD_REGION: jumpCloudRegion }, signal),
    aws: accessAws({ signal }),
    http: new LiveHttp({ fetch: proxyFetch, signal }),
    now,
  };
}

/** Of the company's tenant and of B2C tenants (`ARM_CLIENT_ID_CUSTOMERS`). */
function clientIdsOf(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const isClientId = (name: string): boolean => name === "ARM_CLIENT_ID" || name.startsWith("ARM_CLIENT_ID_");
  return Object.entries(environment).flatMap(([name, value]) => (isClientId(name) && value ? [value] : []));
}
