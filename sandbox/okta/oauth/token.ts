import { json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { OAuthError } from "../errors.ts";
import { unsupported, type OktaCall } from "../OktaCall.ts";
import type { App } from "../state.ts";
import { authenticateClient } from "./authenticateClient.ts";
import { grantScopes, scopeMissing } from "./grantScopes.ts";
import { knownGrantTypes } from "./grantTypes.ts";
import { issuerAt, type Issuer } from "./Issuer.ts";
import { mintAccessToken } from "./mintAccessToken.ts";
import { orgAccessToken } from "./orgAccessToken.ts";
import { redeemCode } from "./redeemCode.ts";
import { readTokenRequest } from "./tokenRequest.ts";

/** The token endpoint of a custom authorization server. */
export async function token(call: OktaCall, { serverId }: { serverId: string }): Promise<SandboxResponse> {
  const issuer = issuerAt(call, serverId);
  const request = await readRequest(call);
  const { app, grantType, parameters } = request;
  if (!app.grantTypes.includes(grantType)) throw unauthorizedClient(app);
  if (grantType === "authorization_code") return redeem(call, issuer, request);
  if (grantType !== "client_credentials" || issuer.server === undefined) {
    throw unsupported(call, `the sandbox has no grant of the type ${grantType}`);
  }
  checkProofOfPossession(call, app);
  const grant = grantScopes(issuer.server, app, parameters.get("scope"));
  const accessToken = await mintAccessToken(call, issuer.server, app, grant);
  return json(200, {
    token_type: "Bearer",
    expires_in: grant.rule.accessTokenLifetimeMinutes * 60,
    access_token: accessToken,
    scope: grant.scopes.join(" "),
  });
}

/**
 * The org's own server gives people's tokens for a code, and to service apps that hold a key tokens for Okta's own API: with
 * those of the scopes asked for that the app was granted (developer.okta.com, "Implement OAuth for Okta with a service app").
 */
export async function orgToken(call: OktaCall): Promise<SandboxResponse> {
  const request = await readRequest(call);
  const { app, grantType, parameters } = request;
  if (grantType === "authorization_code") {
    if (!app.grantTypes.includes(grantType)) throw unauthorizedClient(app);
    return redeem(call, issuerAt(call, undefined), request);
  }
  if (app.authMethod !== "private_key_jwt") {
    throw new OAuthError(
      401,
      "invalid_client",
      "Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.",
    );
  }
  // Okta's SDK sends a proof to clients of both kinds, and takes the bearer token of one that needs none [src].
  if (app.dpopBoundAccessTokens) throw missingProof();
  const asked = parameters.get("scope")?.split(" ").filter(Boolean) ?? [];
  if (asked.length === 0) throw scopeMissing();
  const granted = apiScopes(call, app);
  const scopes = asked.filter((scope) => granted.includes(scope));
  if (scopes.length === 0) {
    throw new OAuthError(400, "consent_required", "You are not allowed any of the requested scopes.");
  }
  return json(200, await orgAccessToken(call, app, scopes));
}

/** Those that an administrator granted an application; the operator's service app has those of the operator's rights. */
function apiScopes({ context }: OktaCall, { clientId, grants = [] }: App): readonly string[] {
  const { credentials, operator } = context;
  if (credentials.oktaServiceApp?.clientId === clientId) return operator?.rights.okta?.scopes ?? [];
  return grants.map(({ scopeId }) => scopeId);
}

interface TokenRequest {
  readonly grantType: string;
  readonly app: App;
  readonly parameters: URLSearchParams;
}

/** Reads a request and proves its client. */
async function readRequest(call: OktaCall): Promise<TokenRequest> {
  const parameters = readTokenRequest(call);
  const grantType = parameters.get("grant_type");
  checkGrantType(grantType);
  const app = await authenticateClient(call, parameters, `${call.baseUrl}${call.request.url.pathname}`);
  return { grantType, app, parameters };
}

async function redeem(call: OktaCall, issuer: Issuer, { app, parameters }: TokenRequest): Promise<SandboxResponse> {
  checkProofOfPossession(call, app);
  return redeemCode(call, issuer, app, parameters);
}

function unauthorizedClient({ grantTypes }: App): OAuthError {
  return new OAuthError(
    400,
    "unauthorized_client",
    `The client is not authorized to use the provided grant type. Configured grant types: [${grantTypes.join(", ")}].`,
  );
}

function checkGrantType(grantType: string | null): asserts grantType is string {
  if (grantType === null) {
    throw new OAuthError(
      400,
      "invalid_request",
      `The token request must specify a 'grant_type'. Valid values: [${knownGrantTypes.join(", ")}]`,
    );
  }
  if (!knownGrantTypes.includes(grantType)) {
    throw new OAuthError(
      400,
      "unsupported_grant_type",
      `The authorization grant type is not supported by the authorization server. Configured grant types: [${knownGrantTypes.join(", ")}].`,
    );
  }
}

/** A client that must prove possession of a key gets nothing without a proof; proofs are not verified here. */
function checkProofOfPossession(call: OktaCall, app: App): void {
  if (call.request.headers["dpop"] !== undefined) throw unsupported(call, "the sandbox binds no tokens by DPoP");
  if (app.dpopBoundAccessTokens) throw missingProof();
}

function missingProof(): OAuthError {
  return new OAuthError(400, "invalid_dpop_proof", "The DPoP proof JWT header is missing.");
}
