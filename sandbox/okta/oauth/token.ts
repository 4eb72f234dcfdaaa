import { json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { OAuthError } from "../errors.ts";
import { unsupported, type OktaCall } from "../OktaCall.ts";
import type { App } from "../state.ts";
import { authenticateClient } from "./authenticateClient.ts";
import { grantScopes } from "./grantScopes.ts";
import { knownGrantTypes } from "./grantTypes.ts";
import { findPublicServer } from "./metadata.ts";
import { mintAccessToken } from "./mintAccessToken.ts";
import { readTokenRequest } from "./tokenRequest.ts";

/** The token endpoint of a custom authorization server, for the client credentials grant. */
export async function token(call: OktaCall, { serverId }: { serverId: string }): Promise<SandboxResponse> {
  const server = findPublicServer(call, serverId);
  const parameters = readTokenRequest(call);
  const grantType = parameters.get("grant_type");
  checkGrantType(grantType);
  const app = await authenticateClient(call, parameters, `${call.baseUrl}${call.request.url.pathname}`);
  if (!app.grantTypes.includes(grantType)) {
    throw new OAuthError(
      400,
      "unauthorized_client",
      `The client is not authorized to use the provided grant type. Configured grant types: [${app.grantTypes.join(", ")}].`,
    );
  }
  if (grantType !== "client_credentials") throw unsupported(call, `the sandbox has no grant of the type ${grantType}`);
  checkProofOfPossession(call, app);
  const grant = grantScopes(server, app, parameters.get("scope"));
  const accessToken = await mintAccessToken(call, server, app, grant);
  return json(200, {
    token_type: "Bearer",
    expires_in: grant.rule.accessTokenLifetimeMinutes * 60,
    access_token: accessToken,
    scope: grant.scopes.join(" "),
  });
}

/**
 * The org's own server gives tokens for Okta's own API, to clients that hold a key; the sandbox has no such scopes to
 * grant.
 */
export async function orgToken(call: OktaCall): Promise<SandboxResponse> {
  const parameters = readTokenRequest(call);
  checkGrantType(parameters.get("grant_type"));
  const app = await authenticateClient(call, parameters, `${call.baseUrl}${call.request.url.pathname}`);
  if (app.authMethod !== "private_key_jwt") {
    throw new OAuthError(
      401,
      "invalid_client",
      "Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.",
    );
  }
  throw new OAuthError(400, "consent_required", "You are not allowed any of the requested scopes.");
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
  if (app.dpopBoundAccessTokens) {
    throw new OAuthError(400, "invalid_dpop_proof", "The DPoP proof JWT header is missing.");
  }
}
