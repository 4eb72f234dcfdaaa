import { directoryVariable, missingDirectoryVariables } from "../../../../components/entra/directoryVariables.ts";
import { proxyFetch } from "../../../../lib/proxyFetch.ts";
import { azureCredential } from "./azureCredential.ts";
import { GraphClient } from "./GraphClient.ts";
import type { DirectoryAccess, ReadableDirectory } from "./DirectoryAccess.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Any of these says who verify is in the company's tenant; it is nobody by accident. */
const identities = ["ARM_CLIENT_ID", "ARM_CLIENT_ID_FILE_PATH", "ARM_USE_MSI"] as const;

/** What of the company's tenant must not be presented to another directory. */
const ofTheTenant = ["CLIENT_ID_FILE_PATH", "CLIENT_SECRET_FILE_PATH", "CLIENT_CERTIFICATE_PATH", "USE_MSI"] as const;

/** The directories, by the variables that the azuread providers read too. */
export function accessDirectories(environment: Environment, signal: AbortSignal): DirectoryAccess {
  const open = (tenantId: string, variables: Environment): ReadableDirectory =>
    new GraphClient({ credential: azureCredential(tenantId, variables), fetch: proxyFetch, signal });
  return {
    tenant: (tenantId) => (identities.some((name) => environment[name]) ? open(tenantId, environment) : undefined),
    b2c(issuer, tenantId) {
      if (missingDirectoryVariables(issuer, environment).length > 0) return undefined;
      return open(tenantId, {
        ...environment,
        ...Object.fromEntries(ofTheTenant.map((name) => [`ARM_${name}`, undefined])),
        ARM_CLIENT_ID: environment[directoryVariable(issuer, "CLIENT_ID")],
        ARM_CLIENT_SECRET: environment[directoryVariable(issuer, "CLIENT_SECRET")],
      });
    },
  };
}
