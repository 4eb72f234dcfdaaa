import packageJson from "@pulumi/okta/package.json" with { type: "json" };
import { boolean, integer, list, string } from "../../../providers/lib/Property.ts";
import { MissingConfigError } from "../../../providers/lib/ProviderDefinition.ts";
import type { ProviderDefinition } from "../../../providers/lib/ProviderDefinition.ts";
import { appGroupAssignments } from "./appGroupAssignments.ts";
import { appOAuth } from "./appOAuth.ts";
import { authServer } from "./authServer.ts";
import { authServerPolicy } from "./authServerPolicy.ts";
import { authServerPolicyRule } from "./authServerPolicyRule.ts";
import { authServerScope } from "./authServerScope.ts";
import { getGroup, getOrgMetadata } from "./functions.ts";
import { explainOkta, OktaClient } from "./OktaClient.ts";

/** The types of package `okta` that the program declares. */
export const oktaProvider: ProviderDefinition<OktaClient> = {
  name: "okta",
  version: packageJson.version,
  config: {
    accessToken: string({ secret: true }),
    apiToken: string({ secret: true }),
    backoff: boolean(),
    baseUrl: string(),
    clientId: string(),
    httpProxy: string(),
    logLevel: integer(),
    maxApiCapacity: integer(),
    maxRetries: integer(),
    maxWaitSeconds: integer(),
    minWaitSeconds: integer(),
    orgName: string(),
    parallelism: integer(),
    privateKey: string({ secret: true }),
    privateKeyId: string(),
    requestTimeout: integer({ between: [0, 300] }),
    scopes: list(string()),
  },
  unsupportedConfig: ["accessToken", "httpProxy"],
  resources: [appGroupAssignments, appOAuth, authServer, authServerPolicy, authServerPolicyRule, authServerScope],
  functions: [getGroup, getOrgMetadata],
  connect,
  explain: explainOkta,
};

/** Where the configuration is silent the environment speaks, as with the published provider. */
function connect(config: Readonly<Record<string, unknown>>): OktaClient {
  const setting = (name: string, variable: string): string => {
    const value = config[name] ?? process.env[variable];
    return typeof value === "string" ? value : "";
  };
  const orgName = setting("orgName", "OKTA_ORG_NAME");
  const baseUrl = setting("baseUrl", "OKTA_BASE_URL");
  const apiToken = setting("apiToken", "OKTA_API_TOKEN");
  const clientId = setting("clientId", "OKTA_API_CLIENT_ID");
  const privateKey = setting("privateKey", "OKTA_API_PRIVATE_KEY");
  const keyId = setting("privateKeyId", "OKTA_API_PRIVATE_KEY_ID");
  const isServiceApp = apiToken === "" && clientId !== "";
  const scopes =
    (config["scopes"] as readonly string[] | undefined) ?? process.env["OKTA_API_SCOPES"]?.split(",") ?? [];
  const missing = [
    ...(orgName === "" ? [{ name: "okta:orgName", description: "the organisation's name, or OKTA_ORG_NAME" }] : []),
    ...(baseUrl === "" ? [{ name: "okta:baseUrl", description: "such as okta.com, or OKTA_BASE_URL" }] : []),
    ...(apiToken === "" && !isServiceApp
      ? [{ name: "okta:apiToken", description: "an API token, a secret; or OKTA_API_TOKEN" }]
      : []),
    ...(isServiceApp && privateKey === ""
      ? [{ name: "okta:privateKey", description: "the service app's key in PEM, a secret; or OKTA_API_PRIVATE_KEY" }]
      : []),
    ...(isServiceApp && scopes.length === 0
      ? [{ name: "okta:scopes", description: "those to ask for, or OKTA_API_SCOPES" }]
      : []),
  ];
  if (missing.length > 0) throw new MissingConfigError(missing);
  return new OktaClient({
    orgUrl: `https://${orgName}.${baseUrl}`,
    credentials: isServiceApp ? { clientId, privateKey, scopes, ...(keyId !== "" && { keyId }) } : { apiToken },
    maxRetries: config["maxRetries"] as number | undefined,
    requestTimeout: config["requestTimeout"] as number | undefined,
  });
}
