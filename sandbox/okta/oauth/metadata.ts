import { json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { notFound } from "../errors.ts";
import { publicJwk, rotateWhenDue } from "../keys.ts";
import { findServer } from "../management/find.ts";
import type { OktaCall } from "../OktaCall.ts";
import type { AuthorizationServer } from "../state.ts";
import { issuerOf } from "../wire/authorizationServerJson.ts";
import { publishedGrantTypes } from "./grantTypes.ts";

interface ServerPath {
  readonly serverId: string;
}

const clientAuthMethods = ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"];

/** Members of both documents, in the order of recorded ones; `issuer` and the endpoints differ by server. */
function commonMetadata(issuer: string, endpoints: string, baseUrl: string, scopes: readonly string[]) {
  return {
    issuer,
    authorization_endpoint: `${endpoints}/v1/authorize`,
    token_endpoint: `${endpoints}/v1/token`,
    userinfo_endpoint: `${endpoints}/v1/userinfo`,
    registration_endpoint: `${baseUrl}/oauth2/v1/clients`,
    jwks_uri: `${endpoints}/v1/keys`,
    response_types_supported: [
      "code",
      "id_token",
      "code id_token",
      "code token",
      "id_token token",
      "code id_token token",
    ],
    response_modes_supported: ["query", "fragment", "form_post", "okta_post_message"],
    grant_types_supported: publishedGrantTypes,
    subject_types_supported: ["public"],
    scopes_supported: scopes,
    token_endpoint_auth_methods_supported: clientAuthMethods,
    code_challenge_methods_supported: ["S256"],
    introspection_endpoint: `${endpoints}/v1/introspect`,
    introspection_endpoint_auth_methods_supported: clientAuthMethods,
    revocation_endpoint: `${endpoints}/v1/revoke`,
    revocation_endpoint_auth_methods_supported: clientAuthMethods,
    end_session_endpoint: `${endpoints}/v1/logout`,
    request_parameter_supported: true,
    request_object_signing_alg_values_supported: [
      "HS256",
      "HS384",
      "HS512",
      "RS256",
      "RS384",
      "RS512",
      "ES256",
      "ES384",
      "ES512",
    ],
    device_authorization_endpoint: `${endpoints}/v1/device/authorize`,
    dpop_signing_alg_values_supported: ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
  };
}

/** What an ID token may hold. */
const idTokenClaims =
  "iss ver sub aud iat exp jti auth_time amr idp nonce name nickname preferred_username given_name middle_name family_name email email_verified profile zoneinfo locale address phone_number picture website gender birthdate updated_at at_hash c_hash".split(
    " ",
  );

/** What an access token of a custom server holds. */
const accessTokenClaims = "ver jti iss aud iat exp cid uid scp sub".split(" ");

/** The document that OpenID Connect and API Gateway read. */
export function getOpenIdConfiguration(call: OktaCall, { serverId }: ServerPath): SandboxResponse {
  const server = findPublicServer(call, serverId);
  const issuer = issuerOf(server, call.baseUrl);
  return document(call, {
    ...commonMetadata(issuer, issuer, call.baseUrl, publishedScopes(server)),
    id_token_signing_alg_values_supported: ["RS256"],
    claims_supported: idTokenClaims,
  });
}

/** RFC 8414's document, the "Metadata URI" of the console. */
export function getOAuthMetadata(call: OktaCall, { serverId }: ServerPath): SandboxResponse {
  const server = findPublicServer(call, serverId);
  const issuer = issuerOf(server, call.baseUrl);
  return document(call, {
    ...commonMetadata(issuer, issuer, call.baseUrl, publishedScopes(server)),
    claims_supported: accessTokenClaims,
  });
}

/** Those that the org's own server knows. */
export const orgScopes: readonly string[] = [
  "openid",
  "email",
  "profile",
  "address",
  "phone",
  "offline_access",
  "groups",
];

/** The org's own server; it signs no access tokens for anybody else's API. */
export function getOrgOpenIdConfiguration(call: OktaCall): SandboxResponse {
  const { baseUrl } = call;
  return document(call, {
    ...commonMetadata(baseUrl, `${baseUrl}/oauth2`, baseUrl, orgScopes),
    id_token_signing_alg_values_supported: ["RS256"],
    claims_supported: idTokenClaims,
  });
}

export function getOrgOAuthMetadata(call: OktaCall): SandboxResponse {
  const { baseUrl } = call;
  return document(call, {
    ...commonMetadata(baseUrl, `${baseUrl}/oauth2`, baseUrl, orgScopes),
    claims_supported: accessTokenClaims,
  });
}

export async function getOrgKeys(call: OktaCall): Promise<SandboxResponse> {
  return document(call, { keys: [await publicJwk(call.org.signingKey)] });
}

/** The active key, and the one before it while tokens that it signed may live. */
export async function getKeys(call: OktaCall, { serverId }: ServerPath): Promise<SandboxResponse> {
  const server = findPublicServer(call, serverId);
  rotateWhenDue(server, call.now);
  return document(call, { keys: await Promise.all(server.keys.map(publicJwk)) });
}

/**
 * A server that is open to clients. That one which is not active is not found is inferred from "unavailable to clients"
 * in Okta's reference.
 */
export function findPublicServer(call: OktaCall, serverId: string): AuthorizationServer {
  const server = findServer(call, serverId);
  if (server.status !== "ACTIVE") throw notFound(serverId, "AuthorizationServer");
  return server;
}

function publishedScopes(server: AuthorizationServer): readonly string[] {
  return server.scopes.filter(({ metadataPublish }) => metadataPublish === "ALL_CLIENTS").map(({ name }) => name);
}

function document(call: OktaCall, value: object): SandboxResponse {
  const expires = new Date(call.now.getTime() + cacheSeconds * 1000).toUTCString();
  return json(200, value, { "cache-control": `max-age=${cacheSeconds}, must-revalidate`, expires });
}

/** How long Okta lets its metadata be cached; keys may be cached as long, and clients look again for an unknown `kid`. */
const cacheSeconds = 86_400;
