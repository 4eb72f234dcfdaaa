import { isMap } from "yaml";
import { clientCredentialsKey } from "../../../trust/clientCredentials.ts";
import { replaceSecureValues } from "../stack/secureValues.ts";
import { readStackFile } from "../stack/stackFile.ts";

/** A stack's config, made fit for another backend and for the sandbox's own credentials. */
export interface StackConfigCopy {
  readonly text: string;
  readonly oktaOrgName: string | undefined;
  readonly oktaBaseUrl: string | undefined;
  readonly awsRegion: string | undefined;
  /** Of the company's Entra tenant, in lower case. */
  readonly tenantId: string | undefined;
}

/** How a stack decrypts its secrets, and environments of Pulumi Cloud: neither exists on a backend of files. */
const backendKeys = ["secretsprovider", "encryptedkey", "encryptionsalt", "environment"];

/** Credentials of applications at the vendors themselves: those of the sandbox have others, which a rehearsal takes anew. */
const applicationKeys = [clientCredentialsKey];

/**
 * What authenticates a provider, in its configuration: the environment, where the sandbox's own credentials stand, would
 * lose against these. Names: the configuration pages of the packages in the Pulumi registry; of `azuread`, the modules of
 * the package itself.
 */
const credentialKeys = [
  ...["apiToken", "accessToken", "clientId", "privateKey", "privateKeyId", "scopes", "httpProxy"].map(
    (name) => `okta:${name}`,
  ),
  ...["accessKey", "secretKey", "token", "profile", "sharedConfigFiles", "sharedCredentialsFiles"].map(
    (name) => `aws:${name}`,
  ),
  ...["assumeRoles", "assumeRoleWithWebIdentity", "allowedAccountIds", "forbiddenAccountIds", "endpoints"].map(
    (name) => `aws:${name}`,
  ),
  ...["clientId", "clientIdFilePath", "clientSecret", "clientSecretFilePath", "environment", "metadataHost"].map(
    (name) => `azuread:${name}`,
  ),
  ...["clientCertificate", "clientCertificatePassword", "clientCertificatePath", "adoPipelineServiceConnectionId"].map(
    (name) => `azuread:${name}`,
  ),
  ...["oidcRequestToken", "oidcRequestUrl", "oidcToken", "oidcTokenFilePath", "useOidc", "useAksWorkloadIdentity"].map(
    (name) => `azuread:${name}`,
  ),
  ...["useCli", "useMsi", "msiEndpoint"].map((name) => `azuread:${name}`),
  ...["apiKey", "clientId", "clientSecret", "organizationId"].map((name) => `jumpcloud:${name}`),
  ...["accessKey", "secretKey", "token", "profile"].map((name) => `identitycenter:${name}`),
];

/**
 * Copies a stack's config; the file itself is only read.
 * @throws CrosstrustError STACK_UNKNOWN, STACK_CONFIG_UNREADABLE
 */
export async function copyStackConfig(stack: string, configFile?: string): Promise<StackConfigCopy> {
  const { document } = await readStackFile(stack, configFile);
  for (const key of backendKeys) document.delete(key);
  for (const key of [...credentialKeys, ...applicationKeys]) {
    if (isMap(document.get("config"))) document.deleteIn(["config", key]);
  }
  replaceSecureValues(document);
  const value = (key: string): string | undefined => {
    const found = document.getIn(["config", key]);
    return typeof found === "string" ? found : undefined;
  };
  return {
    text: document.toString({ lineWidth: 0 }),
    oktaOrgName: value("okta:orgName"),
    oktaBaseUrl: value("okta:baseUrl"),
    awsRegion: value("aws:region"),
    tenantId: value("azuread:tenantId")?.toLowerCase(),
  };
}
