import type { SandboxDirectory } from "./SandboxDirectory.ts";
import type { SandboxCredentials } from "./Vendor.ts";

export interface ClientEnvironmentOptions {
  readonly proxyUrl: string;
  readonly caFile: string;
  readonly credentials: SandboxCredentials;
  readonly oktaOrgName: string;
  readonly oktaBaseUrl: string;
  readonly awsRegion: string;
  readonly directories: readonly SandboxDirectory[];
  /** Of the service app, which clients of Okta then use instead of the API token. */
  readonly oktaScopes?: readonly string[] | undefined;
}

/**
 * The variables, by the vendors' own names, with which unmodified clients go to the sandbox and nowhere else.
 * @returns values that hold secrets
 */
export function clientEnvironment(options: ClientEnvironmentOptions): Readonly<Record<string, string>> {
  const { proxyUrl, caFile, credentials } = options;
  const noProxy = "127.0.0.1,localhost";
  return {
    // Some clients (curl, grpc-js) read the lower case alone, others the upper.
    HTTPS_PROXY: proxyUrl,
    https_proxy: proxyUrl,
    HTTP_PROXY: proxyUrl,
    http_proxy: proxyUrl,
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    // Node's own fetch and agents read the proxy variables only when told to.
    NODE_USE_ENV_PROXY: "1",

    SSL_CERT_FILE: caFile,
    NODE_EXTRA_CA_CERTS: caFile,
    AWS_CA_BUNDLE: caFile,
    REQUESTS_CA_BUNDLE: caFile,
    CURL_CA_BUNDLE: caFile,

    OKTA_ORG_NAME: options.oktaOrgName,
    OKTA_BASE_URL: options.oktaBaseUrl,
    ...oktaVariables(options),

    AWS_ACCESS_KEY_ID: credentials.awsAccessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.awsSecretAccessKey,
    AWS_REGION: options.awsRegion,
    AWS_DEFAULT_REGION: options.awsRegion,
    // The user's own profiles, endpoints and instance roles stay out of it.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    AWS_EC2_METADATA_DISABLED: "true",

    ...Object.fromEntries(options.directories.flatMap((directory) => directoryVariables(directory, credentials))),

    JUMPCLOUD_API_KEY: credentials.jumpcloudApiKey,
  };
}

/** The API token's, or those of a service app that proves itself with a key: Okta's provider takes one or the other. */
function oktaVariables({ credentials, oktaScopes }: ClientEnvironmentOptions): Record<string, string> {
  const { oktaApiToken, oktaServiceApp } = credentials;
  if (!oktaServiceApp || !oktaScopes) return { OKTA_API_TOKEN: oktaApiToken };
  return {
    OKTA_API_CLIENT_ID: oktaServiceApp.clientId,
    OKTA_API_PRIVATE_KEY: oktaServiceApp.privateKey,
    OKTA_API_PRIVATE_KEY_ID: oktaServiceApp.keyId,
    OKTA_API_SCOPES: oktaScopes.join(","),
  };
}

/** The azuread provider's variables, those of a second directory with its suffix. */
function directoryVariables(
  { tenantId, variableSuffixes }: SandboxDirectory,
  credentials: SandboxCredentials,
): readonly (readonly [name: string, value: string])[] {
  const operator = credentials.directories[tenantId];
  if (operator === undefined) return [];
  return variableSuffixes.flatMap(
    (suffix) =>
      [
        [`ARM_TENANT_ID${suffix}`, tenantId],
        [`ARM_CLIENT_ID${suffix}`, operator.clientId],
        [`ARM_CLIENT_SECRET${suffix}`, operator.clientSecret],
      ] as const,
  );
}

/**
 * Variables of the user's own that would lead a client elsewhere, or have it prefer other credentials. They have to be
 * absent from the environment of the sandbox's clients; an empty value is not enough for all of them.
 */
export const foreignVariables: readonly string[] = [
  "ALL_PROXY",
  "all_proxy",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "OKTA_ACCESS_TOKEN",
  "OKTA_API_CLIENT_ID",
  "OKTA_API_PRIVATE_KEY",
  "OKTA_API_PRIVATE_KEY_ID",
  "OKTA_API_SCOPES",
  "OKTA_HTTP_PROXY",
  "ARM_CLIENT_CERTIFICATE",
  "ARM_CLIENT_CERTIFICATE_PATH",
  "ARM_CLIENT_CERTIFICATE_PASSWORD",
  "ARM_CLIENT_ID_FILE_PATH",
  "ARM_CLIENT_SECRET_FILE_PATH",
  "ARM_ENVIRONMENT",
  "ARM_METADATA_HOSTNAME",
  "ARM_OIDC_REQUEST_TOKEN",
  "ARM_OIDC_REQUEST_URL",
  "ARM_OIDC_TOKEN",
  "ARM_OIDC_TOKEN_FILE_PATH",
  "ARM_USE_CLI",
  "ARM_USE_MSI",
  "ARM_USE_OIDC",
  "AZURE_AUTHORITY_HOST",
  "JUMPCLOUD_CLIENT_ID",
  "JUMPCLOUD_CLIENT_SECRET",
  "JUMPCLOUD_ORG_ID",
  "JUMPCLOUD_API_URL",
];
