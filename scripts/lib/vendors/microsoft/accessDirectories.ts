import type { TokenCredential } from "@azure/identity";
import { proxyFetch } from "../../../../lib/proxyFetch.ts";
import type { DirectoryAccess, ReadableDirectory } from "./DirectoryAccess.ts";
import { directoryCredentials } from "./directoryCredentials.ts";
import { GraphClient } from "./GraphClient.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The directories, by the variables that the azuread providers read too. */
export function accessDirectories(environment: Environment, signal: AbortSignal): DirectoryAccess {
  const credentials = directoryCredentials(environment);
  const open = (credential: TokenCredential | undefined): ReadableDirectory | undefined =>
    credential && new GraphClient({ credential, fetch: proxyFetch, signal });
  return {
    tenant: (tenantId) => open(credentials.tenant(tenantId)),
    b2c: (issuer, tenantId) => open(credentials.b2c(issuer, tenantId)),
  };
}
