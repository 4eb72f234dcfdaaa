import { readFile } from "node:fs/promises";
import packageJson from "@pulumi/azuread/package.json" with { type: "json" };
import { boolean, string } from "../../../providers/lib/Property.ts";
import { MissingConfigError } from "../../../providers/lib/ProviderDefinition.ts";
import type { ProviderDefinition } from "../../../providers/lib/ProviderDefinition.ts";
import { application } from "./application.ts";
import { applicationAppRole } from "./applicationAppRole.ts";
import { applicationFederatedIdentityCredential } from "./applicationFederatedIdentityCredential.ts";
import { applicationIdentifierUri } from "./applicationIdentifierUri.ts";
import { applicationPassword } from "./applicationPassword.ts";
import { applicationRegistration } from "./applicationRegistration.ts";
import { appRoleAssignment } from "./appRoleAssignment.ts";
import { delegatedPermissionGrant } from "./delegatedPermissionGrant.ts";
import { getApplication, getClientConfig, getDomains, getServicePrincipal } from "./functions.ts";
import { getApplicationPublishedAppIds } from "./getApplicationPublishedAppIds.ts";
import { explainGraph, GraphClient } from "./GraphClient.ts";
import { servicePrincipal } from "./servicePrincipal.ts";
import { user } from "./user.ts";

/** Keys of the published provider for ways to authenticate, and clouds, that this plugin does not have. */
const unsupportedConfig = [
  "adoPipelineServiceConnectionId",
  "clientCertificate",
  "clientCertificatePassword",
  "clientCertificatePath",
  "clientIdFilePath",
  "clientSecretFilePath",
  "metadataHost",
  "msiEndpoint",
  "oidcRequestToken",
  "oidcRequestUrl",
  "useAksWorkloadIdentity",
];

/** The types of package `azuread` that the program declares. */
export const azureadProvider: ProviderDefinition<GraphClient> = {
  name: "azuread",
  version: packageJson.version,
  config: {
    clientId: string({ secret: true }),
    clientSecret: string({ secret: true }),
    disableTerraformPartnerId: boolean(),
    environment: string({ oneOf: ["public", "global"] }),
    oidcToken: string({ secret: true }),
    oidcTokenFilePath: string(),
    partnerId: string(),
    tenantId: string(),
    useCli: boolean(),
    useMsi: boolean(),
    useOidc: boolean(),
    ...Object.fromEntries(unsupportedConfig.map((name) => [name, string()])),
  },
  unsupportedConfig,
  resources: [
    application,
    applicationAppRole,
    applicationFederatedIdentityCredential,
    applicationIdentifierUri,
    applicationPassword,
    applicationRegistration,
    appRoleAssignment,
    delegatedPermissionGrant,
    servicePrincipal,
    user,
  ],
  functions: [getApplication, getApplicationPublishedAppIds, getClientConfig, getDomains, getServicePrincipal],
  connect,
  explain: explainGraph,
};

type Config = Readonly<Record<string, unknown>>;

/** Where the configuration is silent the environment speaks, as with the published provider. */
function connect(config: Config, signal: AbortSignal): GraphClient {
  const setting = (name: string, variable: string): string => {
    const value = config[name] ?? process.env[variable];
    return typeof value === "string" ? value : "";
  };
  const tenantId = setting("tenantId", "ARM_TENANT_ID");
  const clientId = setting("clientId", "ARM_CLIENT_ID");
  const clientSecret = setting("clientSecret", "ARM_CLIENT_SECRET");
  const oidcToken = setting("oidcToken", "ARM_OIDC_TOKEN");
  const oidcTokenFile = setting("oidcTokenFilePath", "ARM_OIDC_TOKEN_FILE_PATH");
  const asked = config["useOidc"] ?? process.env["ARM_USE_OIDC"];
  const useOidc = asked === true || asked === "true" || asked === "1";
  const assertion = useOidc && (oidcToken !== "" || oidcTokenFile !== "");
  const missing = [
    ...(tenantId === "" ? [{ name: "azuread:tenantId", description: "the directory's id, or ARM_TENANT_ID" }] : []),
    ...(clientId === ""
      ? [{ name: "azuread:clientId", description: "the application that works there, or ARM_CLIENT_ID" }]
      : []),
    ...(clientSecret === "" && !assertion
      ? [{ name: "azuread:clientSecret", description: "its secret, or ARM_CLIENT_SECRET; or an OIDC token" }]
      : []),
  ];
  if (missing.length > 0) throw new MissingConfigError(missing);
  return new GraphClient({
    tenantId,
    clientId,
    signal,
    // Microsoft's library takes its time to load: only a provider that is used pays for it.
    async credential() {
      const { AzureAuthorityHosts, ClientAssertionCredential, ClientSecretCredential } =
        await import("@azure/identity");
      const options = { authorityHost: AzureAuthorityHosts.AzurePublicCloud };
      if (clientSecret !== "") return new ClientSecretCredential(tenantId, clientId, clientSecret, options);
      const token = async (): Promise<string> => oidcToken || (await readFile(oidcTokenFile, "utf8")).trim();
      return new ClientAssertionCredential(tenantId, clientId, token, options);
    },
  });
}
