import { proxyFetch } from "../../../../lib/proxyFetch.ts";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { JumpCloudFederationModel } from "../../../../trust/TrustModel.ts";
import { azureCredential } from "../../vendors/microsoft/azureCredential.ts";
import { GraphClient } from "../../vendors/microsoft/GraphClient.ts";
import { readProviderConfig } from "../../stack/readProviderConfig.ts";
import type { ProvisioningRequest, ProvisioningRun } from "../ProvisioningRun.ts";
import { provisionPeople } from "../provisionPeople.ts";
import { EntraPeople } from "./EntraPeople.ts";
import { readEntraPeople } from "./readEntraPeople.ts";

/**
 * Reads people for the Entra tenant that a federation signs in with.
 * @throws CrosstrustError USAGE for a faulty file, and where nothing says which tenant it is
 */
export async function openEntraPeople(
  { file, stack, configFile, terminal }: ProvisioningRequest,
  federation: JumpCloudFederationModel,
): Promise<ProvisioningRun> {
  const declared = Object.values(federation.people).map(({ userPrincipalName }) => userPrincipalName);
  const people = await readEntraPeople(file, { domains: federation.domains, declared });
  const { tenantId } = await readProviderConfig(stack, configFile);
  if (tenantId === undefined) {
    throw new CrosstrustError("USAGE", "Nothing says which Entra tenant the people belong to.", {
      where: "azuread:tenantId",
      expected: "the tenant's id in the stack's config, or ARM_TENANT_ID",
    });
  }
  const graph = new GraphClient({ credential: azureCredential(tenantId), fetch: proxyFetch, signal: terminal.signal });
  const directory = new EntraPeople(graph);
  return { count: people.length, provision: (watching) => provisionPeople({ ...watching, people, directory }) };
}
