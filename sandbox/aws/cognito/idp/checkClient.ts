import { tokenLifetimes } from "../clientSettings.ts";
import type { AppClient, UserPool } from "../state.ts";
import type { AppClientSettings } from "./appClientSettings.ts";
import { invalid, refuse } from "./refusals.ts";

/** The scopes that every pool has (Amazon Cognito developer guide, "Scopes, M2M, and resource servers"). */
const ownScopes = ["phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"];

/**
 * Checks an app client's settings against each other and against its pool.
 * @param client as it is to be
 * @param doing completes AWS's sentence about attributes: `creating` or `updating`
 * @throws AwsError
 */
export function checkClient(pool: UserPool, client: AppClient, doing: "creating" | "updating"): void {
  const { settings } = client;
  checkAuthFlows(settings);
  checkLifetimes(client);
  checkOAuth(settings, client.secrets.length > 0);
  checkScopes(pool, settings);
  for (const url of [...(settings.CallbackURLs ?? []), ...(settings.LogoutURLs ?? [])]) checkUrl(url);
  const { DefaultRedirectURI, CallbackURLs = [] } = settings;
  if (DefaultRedirectURI !== undefined && !CallbackURLs.includes(DefaultRedirectURI)) {
    throw invalid("DefaultRedirectURI must be one of the CallbackURLs");
  }
  checkProviders(pool, settings);
  checkAttributes(pool, settings, doing);
}

/** @throws AwsError, whose words AWS does not document */
function checkAuthFlows({ ExplicitAuthFlows = [], RefreshTokenRotation }: AppClientSettings): void {
  const current = ExplicitAuthFlows.filter((flow) => flow.startsWith("ALLOW_"));
  if (current.length > 0 && current.length < ExplicitAuthFlows.length) {
    throw invalid("ExplicitAuthFlows must not mix values with and without the prefix ALLOW_");
  }
  if (RefreshTokenRotation?.Feature === "ENABLED" && current.includes("ALLOW_REFRESH_TOKEN_AUTH")) {
    throw invalid("ALLOW_REFRESH_TOKEN_AUTH cannot be used with refresh token rotation");
  }
}

/** Five minutes to a day for access and ID tokens, an hour to ten years for refresh tokens. @throws AwsError */
function checkLifetimes(client: AppClient): void {
  const { access, id, refresh } = tokenLifetimes(client);
  const isShort = (seconds: number): boolean => seconds >= 300 && seconds <= 86_400;
  if (isShort(access) && isShort(id) && refresh >= 3600 && refresh <= 315_360_000) return;
  throw invalid("Invalid range for token validity.");
}

function checkOAuth(settings: AppClientSettings, hasSecret: boolean): void {
  const { AllowedOAuthFlows: flows = [], AllowedOAuthScopes: scopes = [], CallbackURLs = [] } = settings;
  if (settings.AllowedOAuthFlowsUserPoolClient && (flows.length === 0 || scopes.length === 0)) {
    throw invalid(
      "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
    );
  }
  if (flows.includes("client_credentials")) {
    if (flows.length > 1) {
      throw badFlow("client_credentials flow can not be selected along with code flow or implicit flow.");
    }
    if (!hasSecret) {
      throw badFlow("client_credentials flow can not be selected if client does not have a client secret.");
    }
    const own = scopes.find((scope) => ownScopes.includes(scope));
    if (own !== undefined) throw badFlow(`${own} is not supported with client_credentials flow`);
  } else if (flows.length > 0 && CallbackURLs.length === 0) {
    throw badFlow("CallbackUrls can not be empty when code flow or implicit flow is selected");
  }
}

function badFlow(message: string): Error {
  return refuse("InvalidOAuthFlowException", message);
}

function checkScopes({ resourceServers }: UserPool, { AllowedOAuthScopes = [] }: AppClientSettings): void {
  const custom = Object.values(resourceServers).flatMap(({ identifier, scopes }) =>
    scopes.map(({ name }) => `${identifier}/${name}`),
  );
  const stranger = AllowedOAuthScopes.find((scope) => !ownScopes.includes(scope) && !custom.includes(scope));
  if (stranger !== undefined) throw refuse("ScopeDoesNotExistException", `Invalid scope requested: ${stranger}`);
}

/** The hosts of http URLs that Cognito takes, for tests (Amazon Cognito user pools API reference, CreateUserPoolClient). */
const localHosts = ["localhost", "127.0.0.1", "[::1]"];

/**
 * A callback or logout URL is absolute, without a fragment, and https unless it stays on the machine; apps have schemes of
 * their own. Of the words, only those on http are known.
 * @throws AwsError
 */
function checkUrl(url: string): void {
  if (!URL.canParse(url)) throw invalid(`${url} is not a valid URL.`);
  const { protocol, hostname } = new URL(url);
  if (url.includes("#")) throw invalid(`${url} contains a fragment.`);
  if (protocol === "http:" && !localHosts.includes(hostname)) throw invalid(`${url} cannot use the HTTP protocol.`);
  if (["javascript:", "data:", "vbscript:"].includes(protocol)) throw invalid(`${url} is not a valid URL.`);
}

function checkProviders(pool: UserPool, { SupportedIdentityProviders = [] }: AppClientSettings): void {
  const stranger = SupportedIdentityProviders.find(
    (name) => name !== "COGNITO" && !Object.hasOwn(pool.identityProviders, name),
  );
  if (stranger !== undefined) throw invalid(`The provider ${stranger} does not exist for User Pool ${pool.id}.`);
}

/** What no client may write: Cognito sets it. */
const readOnly = ["sub", "email_verified", "phone_number_verified", "identities"];

function checkAttributes({ schema }: UserPool, settings: AppClientSettings, doing: string): void {
  const { ReadAttributes = [], WriteAttributes = [] } = settings;
  const exists = (name: string): boolean => schema.some((attribute) => attribute.name === name);
  const fault = (kind: string) => invalid(`Invalid ${kind} attributes specified while ${doing} a client`);
  if (!ReadAttributes.every(exists)) throw fault("read");
  if (!WriteAttributes.every((name) => exists(name) && !readOnly.includes(name))) throw fault("write");
}
