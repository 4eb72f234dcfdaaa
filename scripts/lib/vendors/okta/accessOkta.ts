import { proxyFetch } from "../../../../lib/proxyFetch.ts";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { OktaAccess } from "./OktaAccess.ts";
import { OktaClient } from "./OktaClient.ts";
import {
  type OktaServiceAccount,
  type OktaToken,
  requestAccessToken,
  type TokenRequestOptions,
} from "./requestAccessToken.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface OktaAccessOptions {
  /** `{org}.{base}` of the organisation, as the stack's config or the environment names it. */
  readonly host: string | undefined;
  readonly environment: Environment;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => Date;
}

/** What reading a stack takes, asked for where OKTA_API_SCOPES names none. */
const readScopes = [
  "okta.appGrants.read",
  "okta.apps.read",
  "okta.authorizationServers.read",
  "okta.groups.read",
  "okta.users.read",
] as const;

/**
 * The Okta organisation of a stack, by the variables that the provider reads too, in its order: an access token, an API
 * token, or a service application with its private key (okta/terraform-provider-okta, okta/config/config.go).
 * @throws CrosstrustError USAGE for half of a service application's credentials
 */
export function accessOkta(options: OktaAccessOptions): OktaAccess {
  const { host, environment, signal, fetch = proxyFetch, now = () => new Date() } = options;
  if (host === undefined) return { organisationUrl: undefined, api: undefined };
  const organisationUrl = `https://${host}`;
  const authorization = authorizationOf(environment, { organisationUrl, fetch, signal, now });
  const api = authorization && new OktaClient({ organisationUrl, authorization, fetch, signal, now });
  return { organisationUrl, api };
}

function authorizationOf(environment: Environment, request: TokenRequestOptions): (() => Promise<string>) | undefined {
  const { OKTA_ACCESS_TOKEN: accessToken, OKTA_API_TOKEN: apiToken } = environment;
  if (accessToken) return async () => `Bearer ${accessToken}`;
  if (apiToken) return async () => `SSWS ${apiToken}`;
  const account = serviceAccountOf(environment);
  if (account === undefined) return undefined;
  let asked: Promise<OktaToken> | undefined;
  return async () => `Bearer ${(await (asked ??= requestAccessToken(account, request))).accessToken}`;
}

/**
 * The service application that the environment names.
 * @throws CrosstrustError USAGE for half of its credentials
 */
export function serviceAccountOf(environment: Environment): OktaServiceAccount | undefined {
  const { OKTA_API_CLIENT_ID: clientId, OKTA_API_PRIVATE_KEY: privateKey, OKTA_API_SCOPES: scopes } = environment;
  if (!clientId && !privateKey) return undefined;
  if (!clientId)
    throw missing("OKTA_API_CLIENT_ID", "OKTA_API_PRIVATE_KEY", "the client id of the service application");
  if (!privateKey) throw missing("OKTA_API_PRIVATE_KEY", "OKTA_API_CLIENT_ID", "the application's private key in PEM");
  const asked = (scopes ?? "").split(/[\s,]+/).filter((scope) => scope !== "");
  return {
    clientId,
    privateKey,
    keyId: environment["OKTA_API_PRIVATE_KEY_ID"] || undefined,
    scopes: asked.length > 0 ? asked : readScopes,
  };
}

function missing(name: string, beside: string, expected: string): CrosstrustError {
  return new CrosstrustError("USAGE", `${name} is missing beside ${beside}.`, { where: name, expected });
}
