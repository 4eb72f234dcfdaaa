import { randomUUID } from "node:crypto";
import { remember } from "../../../../remember.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import type { AuthorizationCode } from "../../state.ts";
import { mintTokens } from "../../tokens.ts";
import { mayReadScopes } from "../../userClaims.ts";
import type { DomainCall } from "../DomainCall.ts";
import { answerApplication, refuseToApplication } from "./answerApplication.ts";
import type { AuthorizationRequest } from "./AuthorizationRequest.ts";
import type { SignedIn } from "./sessions.ts";

/** Five minutes (developer guide, "The redirect and authorization endpoint"). */
const codeSeconds = 300;

/**
 * Gives the application what it asked for, once it is known who is there.
 * @param cookies that the answer sets besides
 */
export async function completeSignIn(
  call: DomainCall,
  request: AuthorizationRequest,
  signedIn: SignedIn,
  cookies: readonly string[] = [],
): Promise<SandboxResponse> {
  const answer =
    request.responseType === "code"
      ? { code: newCode(call, request, signedIn) }
      : await implicitTokens(call, request, signedIn);
  return answerApplication(call, request, answer, cookies);
}

function newCode({ pool, seconds }: DomainCall, request: AuthorizationRequest, { user, session }: SignedIn): string {
  const { client, redirectUri, scopes, nonce, codeChallenge, resource } = request;
  const value = randomUUID();
  const code: AuthorizationCode = {
    ...{ clientId: client.clientId, sub: user.sub, redirectUri, scopes: [...scopes], authTime: session.authTime },
    ...(nonce !== undefined && { nonce }),
    ...(codeChallenge !== undefined && { codeChallenge }),
    ...(resource !== undefined && { resource }),
    expires: seconds + codeSeconds,
    used: false,
  };
  remember(pool.codes, value, code, seconds);
  return value;
}

/** The implicit grant never has a refresh token. How it refuses scopes whose attributes the client cannot read is not documented. */
async function implicitTokens(
  { pool, seconds }: DomainCall,
  request: AuthorizationRequest,
  { user, session: { authTime } }: SignedIn,
): Promise<Record<string, string>> {
  const { client, scopes, nonce } = request;
  if (!mayReadScopes(client, scopes)) throw refuseToApplication(request, "invalid_grant");
  const ids = { originJti: randomUUID(), eventId: randomUUID() };
  const tokens = await mintTokens({ pool, client, user, scopes, authTime, nonce, ...ids, version: 2 }, seconds);
  return {
    ...(scopes.includes("openid") && { id_token: tokens.idToken }),
    access_token: tokens.accessToken,
    token_type: "Bearer",
    expires_in: String(tokens.expiresIn),
  };
}
