import { randomId } from "../../http/ids.ts";
import { remember } from "../../remember.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { OAuthError } from "../errors.ts";
import { grantToUser } from "../oauth/grantScopes.ts";
import type { OktaCall } from "../OktaCall.ts";
import { isAssigned } from "../people/membership.ts";
import { peopleOf } from "../people/peopleOf.ts";
import type { AuthorizationCode, User } from "../state.ts";
import { answerApplication } from "./answerApplication.ts";
import { AuthorizationRefused } from "./AuthorizationRefused.ts";
import type { AuthorizationRequest } from "./readAuthorizationRequest.ts";
import type { SignedIn } from "./sessions.ts";

/** "The code has a lifetime of 300 seconds" (Okta, "OpenID Connect & OAuth 2.0"). */
const codeSeconds = 300;

/** Of the org's own authorization server, which nobody can change (Okta, "Token lifetimes"). */
const orgAccessTokenMinutes = 60;

/**
 * Gives the application a code, once it is known who is there: refuses whoever is not assigned to it, and what no access
 * policy of a custom authorization server allows.
 * @param cookies that the answer sets besides
 */
export function completeSignIn(
  call: OktaCall,
  request: AuthorizationRequest,
  { user, authTime }: SignedIn,
  cookies: readonly string[] = [],
): SandboxResponse {
  const { app, issuer, redirectUri, scopes, nonce, codeChallenge } = request;
  if (!isAssigned(call.org, app, user)) {
    throw new AuthorizationRefused(
      "access_denied",
      "User is not assigned to the client application.",
      request,
      cookies,
    );
  }
  const accessTokenMinutes = grantedMinutes(call, request, user, cookies);
  const seconds = Math.floor(call.now.getTime() / 1000);
  const code: AuthorizationCode = {
    clientId: app.clientId,
    ...(issuer.server !== undefined && { serverId: issuer.server.id }),
    userId: user.id,
    ...{ redirectUri, scopes, accessTokenMinutes, authTime },
    ...(nonce !== undefined && { nonce }),
    ...(codeChallenge !== undefined && { codeChallenge }),
    expires: seconds + codeSeconds,
  };
  const value = randomId("", 43, "base64url");
  remember(peopleOf(call.org).codes, value, code, seconds);
  return answerApplication(request, { code: value }, cookies);
}

/** How long the access token will last. */
function grantedMinutes(
  { org }: OktaCall,
  request: AuthorizationRequest,
  user: User,
  cookies: readonly string[],
): number {
  const { issuer, app, scopes } = request;
  if (issuer.server === undefined) return orgAccessTokenMinutes;
  try {
    return grantToUser(org, issuer.server, app, user, scopes).rule.accessTokenLifetimeMinutes;
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    throw new AuthorizationRefused(error.error, error.description, request, cookies);
  }
}
