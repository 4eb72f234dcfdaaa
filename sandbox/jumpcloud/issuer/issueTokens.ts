import { createHash, randomUUID } from "node:crypto";
import { importJWK, SignJWT } from "jose";
import { json } from "../../http/responses.ts";
import { forget, remember } from "../../remember.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { epochSeconds, type JumpCloudCall } from "../JumpCloudCall.ts";
import type { Grant, OpenIdIssuer, User } from "../state.ts";
import { personClaims } from "./claims.ts";
import type { Client } from "./clients.ts";
import { signingKeyOf } from "./keys.ts";
import { hashOf, issuerOf, issuerUrl, opaqueValue } from "./openIdIssuer.ts";
import { refuse } from "./refusals.ts";

/** Of access tokens and ID tokens: Hydra's default, in seconds. */
const tokenLifetime = 3600;
/** The console's default, 30 days, in seconds (observed). */
const refreshLifetime = 30 * 86_400;
/** Hydra's least length of `state` and `nonce`. */
export const leastEntropy = 8;

export interface TokenSubject {
  readonly grant: Omit<Grant, "expires">;
  readonly client: Client;
  readonly user: User;
  /** Of the authorization request; a refreshed ID token has none. */
  readonly nonce?: string | undefined;
}

/**
 * The token endpoint's answer: an opaque access token, an ID token for `openid`, and a refresh token for `offline_access` (or
 * Hydra's older `offline`) where the application's refresh token grant is on.
 * @throws OAuthError insufficient_entropy for a nonce that is too short, as Hydra finds it only here
 */
export async function issueTokens(call: JumpCloudCall, subject: TokenSubject): Promise<SandboxResponse> {
  const { grant, client, nonce } = subject;
  const seconds = epochSeconds(call.now);
  if (nonce !== undefined && nonce.length < leastEntropy) {
    throw refuse(
      "insufficient_entropy",
      `Parameter 'nonce' is set but does not satisfy the minimum entropy of ${leastEntropy} characters.`,
    );
  }
  const accessToken = opaqueValue("at");
  const idToken = grant.scopes.includes("openid") ? await signIdToken(call, subject, accessToken) : undefined;
  const issuer = issuerOf(call.organization);
  remember(issuer.accessTokens, hashOf(accessToken), { ...grant, expires: seconds + tokenLifetime }, seconds);
  const refreshToken = maySignInLater(grant, client) ? opaqueValue("rt") : undefined;
  if (refreshToken !== undefined) {
    const entry = { ...grant, used: false, expires: seconds + refreshLifetime };
    remember(issuer.refreshTokens, hashOf(refreshToken), entry, seconds);
  }
  return tokenAnswer({
    access_token: accessToken,
    expires_in: tokenLifetime,
    ...(idToken !== undefined && { id_token: idToken }),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    scope: grant.scopes.join(" "),
    token_type: "bearer",
  });
}

/** Ends all tokens that came of an authorization. */
export function revokeGrant(issuer: OpenIdIssuer, grantId: string): void {
  for (const [key, { id }] of Object.entries(issuer.accessTokens)) {
    if (id === grantId) forget(issuer.accessTokens, key);
  }
  for (const token of Object.values(issuer.refreshTokens)) if (token.id === grantId) token.used = true;
}

/** Hydra's standing claims, those of the person, and `rat`, when the authorization was asked for. */
async function signIdToken(
  call: JumpCloudCall,
  { grant, client, user, nonce }: TokenSubject,
  accessToken: string,
): Promise<string> {
  const { kid, privateJwk } = await signingKeyOf(issuerOf(call.organization));
  const seconds = epochSeconds(call.now);
  const claims = {
    ...personClaims(user, grant.scopes, client),
    at_hash: createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url"),
    aud: [client.id],
    auth_time: grant.authTime,
    exp: seconds + tokenLifetime,
    iat: seconds,
    iss: issuerUrl(call),
    jti: randomUUID(),
    ...(nonce !== undefined && { nonce }),
    rat: grant.requestedAt,
    sub: user.id,
  };
  const key = await importJWK(privateJwk, "RS256");
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid, typ: "JWT" }).sign(key);
}

function maySignInLater({ scopes }: Pick<Grant, "scopes">, { grantTypes }: Client): boolean {
  return grantTypes.includes("refresh_token") && scopes.some((scope) => offlineScopes.includes(scope));
}

const offlineScopes = ["offline_access", "offline"];

/**
 * Those that an application may be asked for; `email` and `profile` too where they have no claims (inferred). That those for
 * refresh tokens take the grant for them is inferred from "can only be requested" in JumpCloud's article on claims.
 */
export function scopesOf({ grantTypes }: Pick<Client, "grantTypes">): readonly string[] {
  const offline = grantTypes.includes("refresh_token") ? offlineScopes : [];
  return ["openid", "email", "profile", ...offline];
}

function tokenAnswer(body: object): SandboxResponse {
  return json(200, body, { "cache-control": "no-store", pragma: "no-cache" });
}
