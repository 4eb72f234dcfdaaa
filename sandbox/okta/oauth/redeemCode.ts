import { createHash } from "node:crypto";
import { json } from "../../http/responses.ts";
import { forget, lookUp } from "../../remember.ts";
import { sameText } from "../../sameText.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { OAuthError } from "../errors.ts";
import { byId } from "../lists.ts";
import type { OktaCall } from "../OktaCall.ts";
import { isAssigned } from "../people/membership.ts";
import { peopleOf } from "../people/peopleOf.ts";
import type { App, AuthorizationCode } from "../state.ts";
import type { Issuer } from "./Issuer.ts";
import { userTokens } from "./userTokens.ts";

/**
 * Exchanges an authorization code, once, by the client that it was given to. Statuses and words are Okta's
 * (developer.okta.com/docs/reference/error-codes, OAuth errors). That a refusal leaves the code as it is, and that the code
 * of somebody who may no longer sign in is an invalid one, is inferred.
 */
export async function redeemCode(
  call: OktaCall,
  issuer: Issuer,
  app: App,
  parameters: URLSearchParams,
): Promise<SandboxResponse> {
  const value = required(parameters, "code");
  const { codes, users } = peopleOf(call.org);
  const code = lookUp(codes, value);
  if (code === undefined || code.expires <= call.now.getTime() / 1000) throw invalidCode();
  if (code.clientId !== app.clientId) {
    throw invalidGrant(
      "The grant was issued to another client. Please make sure the 'client_id' matches the one used at the authorize request.",
    );
  }
  if (code.serverId !== issuer.server?.id) {
    throw new OAuthError(400, "invalid_request", "The grant was issued for another authorization server.");
  }
  if (code.redirectUri !== required(parameters, "redirect_uri")) {
    throw invalidGrant("The 'redirect_uri' does not match the redirection URI used in the authorization request.");
  }
  checkVerifier(code, parameters.get("code_verifier"));
  const user = byId(users, code.userId);
  if (user?.status !== "ACTIVE" || !isAssigned(call.org, app, user)) throw invalidCode();
  forget(codes, value);
  return json(200, await userTokens(call, { issuer, app, user, code }));
}

function checkVerifier({ codeChallenge }: AuthorizationCode, verifier: string | null): void {
  if (codeChallenge === undefined) {
    if (verifier === null) return;
    throw new OAuthError(
      400,
      "invalid_request",
      "PKCE code challenge should be specified in the authorize request for code verification.",
    );
  }
  if (verifier === null) {
    throw new OAuthError(400, "invalid_request", "PKCE code verifier is required by the application.");
  }
  const given = createHash("sha256").update(verifier).digest("base64url");
  if (!sameText(given, codeChallenge)) throw invalidGrant("PKCE verification failed.");
}

function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (value === null) throw new OAuthError(400, "invalid_request", `The required parameter '${name}' is missing.`);
  return value;
}

function invalidCode(): OAuthError {
  return invalidGrant("The authorization code is invalid or has expired.");
}

function invalidGrant(description: string): OAuthError {
  return new OAuthError(400, "invalid_grant", description);
}
