import type { JumpCloudClient } from "../../../providers/jumpcloud/client/JumpCloudClient.ts";
import { connect } from "../../../providers/jumpcloud/connect.ts";
import { MissingConfigError } from "../../../providers/lib/ProviderDefinition.ts";
import { readStackFile } from "../stack/stackFile.ts";

const settings = ["apiKey", "clientId", "clientSecret", "organizationId", "region"] as const;

/**
 * Connects to JumpCloud as the provider would. Undefined where its credentials are encrypted in the stack's config, which
 * is the engine's to open, or where there are none, which the program says.
 * @throws CrosstrustError USAGE for credentials of both kinds, or an unknown region
 */
export async function connectJumpCloud(
  stack: string,
  configFile: string | undefined,
  signal: AbortSignal,
): Promise<JumpCloudClient | undefined> {
  const { document } = await readStackFile(stack, configFile);
  const values = settings.map((name) => [name, document.getIn(["config", `jumpcloud:${name}`])] as const);
  if (values.some(([, value]) => value !== undefined && typeof value !== "string")) return undefined;
  try {
    return connect(Object.fromEntries(values), process.env, { signal });
  } catch (error) {
    if (error instanceof MissingConfigError) return undefined;
    throw error;
  }
}
