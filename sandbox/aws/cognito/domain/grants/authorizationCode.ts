import { createHash, randomUUID } from "node:crypto";
import { lookUp } from "../../../../remember.ts";
import { sameText } from "../../../../sameText.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import { allowsFlow, tokenLifetimes } from "../../clientSettings.ts";
import { issueRefreshToken, revokeOrigin } from "../../refreshTokens.ts";
import type { AuthorizationCode } from "../../state.ts";
import { mayReadScopes } from "../../userClaims.ts";
import { OAuthError } from "../OAuthError.ts";
import { answerWithTokens } from "./answerWithTokens.ts";
import type { TokenRequest } from "./TokenRequest.ts";

/**
 * Exchanges an authorization code, once, by the client that it was given to. A code that comes again is refused, and the
 * tokens that it was exchanged for are revoked, as RFC 6749 (4.1.2) asks; that Cognito does the latter is not documented.
 */
export async function redeemCode(request: TokenRequest): Promise<SandboxResponse> {
  const { call, client, form } = request;
  const { pool, seconds } = call;
  if (!allowsFlow(client, "code")) throw new OAuthError("unauthorized_client");
  const value = form.get("code") ?? "";
  const redirectUri = form.get("redirect_uri") ?? "";
  if (value === "" || redirectUri === "") throw new OAuthError("invalid_request");
  const code = lookUp(pool.codes, value);
  if (code?.clientId !== client.clientId) throw new OAuthError("invalid_grant");
  if (code.used) {
    if (code.originJti !== undefined) revokeOrigin(pool, code.originJti, seconds);
    throw new OAuthError("invalid_grant");
  }
  if (code.expires <= seconds) throw new OAuthError("invalid_grant");
  code.used = true;
  if (redirectUri !== code.redirectUri) throw new OAuthError("unauthorized_client", "invalid_redirect");
  if (!provesKey(code, form.get("code_verifier"))) throw new OAuthError("invalid_grant");
  const user = lookUp(pool.users, code.sub);
  if (!user?.enabled || code.authTime < (user.signedOutBefore ?? 0) || !mayReadScopes(client, code.scopes)) {
    throw new OAuthError("invalid_grant");
  }
  code.originJti = randomUUID();
  const { sub, scopes, authTime, originJti, nonce, resource } = code;
  const entry = {
    ...{ clientId: client.clientId, sub, scopes, authTime, originJti },
    ...(resource !== undefined && { resource }),
    expires: seconds + tokenLifetimes(client).refresh,
  };
  const refreshToken = issueRefreshToken(pool, entry, seconds);
  return answerWithTokens(request, { user, scopes, authTime, originJti, nonce, resource }, refreshToken);
}

/**
 * Whether the client is the one that made the challenge (RFC 7636). A verifier without a challenge is refused (RFC 9700,
 * 2.1.1); Cognito's answer to that is not documented.
 */
function provesKey({ codeChallenge }: AuthorizationCode, verifier: string | null): boolean {
  if (codeChallenge === undefined || verifier === null) return codeChallenge === undefined && verifier === null;
  return sameText(createHash("sha256").update(verifier).digest("base64url"), codeChallenge);
}
