import { CrosstrustError } from "../../trust/CrosstrustError.ts";
import { MissingConfigError } from "../lib/ProviderDefinition.ts";
import type { View } from "../lib/ResourceDefinition.ts";
import { ApiKey } from "./client/Authentication.ts";
import type { Authentication } from "./client/Authentication.ts";
import { JumpCloudClient } from "./client/JumpCloudClient.ts";
import { RetryingHttp } from "./client/RetryingHttp.ts";
import type { RetryingHttpOptions } from "./client/RetryingHttp.ts";
import { ServiceAccount } from "./client/ServiceAccount.ts";
import { regionOf } from "./regions.ts";
import type { Region } from "./regions.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Credentials as one source gives them. */
interface Given {
  readonly apiKey?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
}

/**
 * Makes the client of one provider configuration. Where the configuration is silent the environment speaks; credentials
 * come from one of the two, never half from each.
 * @throws {MissingConfigError} without credentials
 * @throws CrosstrustError USAGE for both kinds of credentials at once, or an unknown region
 */
export function connect(config: View, environment: Environment, options: RetryingHttpOptions): JumpCloudClient {
  const setting = (name: string, variable: string): string | undefined =>
    textIn(config[name]) ?? textIn(environment[variable]);
  const http = new RetryingHttp(options);
  const region = regionOf(setting("region", "JUMPCLOUD_REGION"));
  return new JumpCloudClient({
    http,
    authentication: authenticationOf(credentialsOf(config, environment), region, http),
    apiUrl: region.apiUrl,
    organizationId: setting("organizationId", "JUMPCLOUD_ORG_ID"),
  });
}

function credentialsOf(config: View, environment: Environment): Given {
  const configured: Given = {
    apiKey: textIn(config["apiKey"]),
    clientId: textIn(config["clientId"]),
    clientSecret: textIn(config["clientSecret"]),
  };
  if (Object.values(configured).some((value) => value !== undefined)) return configured;
  return {
    apiKey: textIn(environment["JUMPCLOUD_API_KEY"]),
    clientId: textIn(environment["JUMPCLOUD_CLIENT_ID"]),
    clientSecret: textIn(environment["JUMPCLOUD_CLIENT_SECRET"]),
  };
}

function authenticationOf(
  { apiKey, clientId, clientSecret }: Given,
  region: Region,
  http: RetryingHttp,
): Authentication {
  if (apiKey !== undefined) {
    if (clientId === undefined && clientSecret === undefined) return new ApiKey(apiKey);
    throw new CrosstrustError(
      "USAGE",
      "JumpCloud's credentials are given twice: take either the API key (apiKey, JUMPCLOUD_API_KEY) or the service account " +
        "(clientId and clientSecret, JUMPCLOUD_CLIENT_ID and JUMPCLOUD_CLIENT_SECRET) away",
    );
  }
  if (clientId !== undefined && clientSecret !== undefined) {
    return new ServiceAccount({ clientId, clientSecret, tokenUrl: region.tokenUrl }, http);
  }
  if (clientId !== undefined) {
    const description = "the service account's secret; or JUMPCLOUD_CLIENT_SECRET";
    throw new MissingConfigError([{ name: "jumpcloud:clientSecret", description }]);
  }
  if (clientSecret !== undefined) {
    const description = "the service account's client id; or JUMPCLOUD_CLIENT_ID";
    throw new MissingConfigError([{ name: "jumpcloud:clientId", description }]);
  }
  const description =
    "an administrator's API key, a secret; or JUMPCLOUD_API_KEY. Or a service account: jumpcloud:clientId and " +
    "jumpcloud:clientSecret, JUMPCLOUD_CLIENT_ID and JUMPCLOUD_CLIENT_SECRET";
  throw new MissingConfigError([{ name: "jumpcloud:apiKey", description }]);
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
