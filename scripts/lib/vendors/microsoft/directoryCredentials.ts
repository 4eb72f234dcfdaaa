import type { TokenCredential } from "@azure/identity";
import { directoryVariable, missingDirectoryVariables } from "../../../../components/entra/directoryVariables.ts";
import { azureCredential } from "./azureCredential.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Who acts in the directories. Each is undefined where the environment holds no credentials for it.
 * @throws CrosstrustError USAGE where the credentials contradict or lack each other
 */
export interface DirectoryCredentials {
  /** The company's tenant. */
  tenant(tenantId: string): TokenCredential | undefined;
  /** A B2C issuer's own. */
  b2c(issuer: string, tenantId: string): TokenCredential | undefined;
}

/** Any of these says who acts in the company's tenant; it is nobody by accident. */
const identities = ["ARM_CLIENT_ID", "ARM_CLIENT_ID_FILE_PATH", "ARM_USE_MSI"] as const;

/** What of the company's tenant must not be presented to another directory. */
const ofTheTenant = ["CLIENT_ID_FILE_PATH", "CLIENT_SECRET_FILE_PATH", "CLIENT_CERTIFICATE_PATH", "USE_MSI"] as const;

/** By the variables that the azuread providers read too. */
export function directoryCredentials(environment: Environment): DirectoryCredentials {
  return {
    tenant: (tenantId) =>
      identities.some((name) => environment[name]) ? azureCredential(tenantId, environment) : undefined,
    b2c(issuer, tenantId) {
      if (missingDirectoryVariables(issuer, environment).length > 0) return undefined;
      return azureCredential(tenantId, {
        ...environment,
        ...Object.fromEntries(ofTheTenant.map((name) => [`ARM_${name}`, undefined])),
        ARM_CLIENT_ID: environment[directoryVariable(issuer, "CLIENT_ID")],
        ARM_CLIENT_SECRET: environment[directoryVariable(issuer, "CLIENT_SECRET")],
      });
    },
  };
}
