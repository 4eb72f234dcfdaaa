import { createHash, randomUUID } from "node:crypto";
import { createLocalJWKSet, errors, importJWK, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { allowsRevocation, tokenLifetimes } from "./clientSettings.ts";
import { lookUp } from "../../remember.ts";
import { nameOf } from "./find.ts";
import { publicJwk, signingKeyOf, type TokenUse } from "./keys.ts";
import type { AppClient, User, UserPool } from "./state.ts";
import { groupClaims, identityClaims } from "./userClaims.ts";

/** What tokens for a person are made of. */
export interface TokenGrant {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
  /** For tokens of the API's own sign-in, `aws.cognito.signin.user.admin` alone. */
  readonly scopes: readonly string[];
  /** Of the sign-in, in epoch seconds. */
  readonly authTime: number;
  /** What refresh tokens and all that came of them have in common. */
  readonly originJti: string;
  /** One for all tokens of a sign-in. */
  readonly eventId: string;
  readonly nonce?: string | undefined;
  /** What the access token was asked for (`resource`): its audience. */
  readonly resource?: string | undefined;
  /** 2 for tokens of the domain; the API's own have none. */
  readonly version?: 2;
}

export interface MintedTokens {
  readonly accessToken: string;
  readonly idToken: string;
  /** The access token's, in seconds. */
  readonly expiresIn: number;
}

/** The claims of an access token that this pool signed and that is still good. */
export interface AccessTokenClaims extends JWTPayload {
  readonly sub: string;
  readonly client_id: string;
  readonly scope: string;
  readonly username?: string;
  readonly origin_jti?: string;
}

/** @returns `https://cognito-idp.{region}.amazonaws.com/{pool id}`; the region stands in the pool's id */
export function issuerOf({ id }: UserPool): string {
  return `https://cognito-idp.${id.slice(0, id.indexOf("_"))}.amazonaws.com/${id}`;
}

/**
 * An access token and an ID token (Amazon Cognito developer guide, "Understanding user pool JSON web tokens").
 * @param seconds now, in epoch seconds
 */
export async function mintTokens(grant: TokenGrant, seconds: number): Promise<MintedTokens> {
  const { pool, client, user, scopes, authTime, originJti, eventId, nonce, resource, version } = grant;
  const lifetimes = tokenLifetimes(client);
  const origin = allowsRevocation(client) ? { origin_jti: originJti } : {};
  const common = { sub: user.sub, iss: issuerOf(pool), event_id: eventId, auth_time: authTime, iat: seconds };
  const accessToken = await sign(pool, "access", {
    ...common,
    ...groupClaims(pool, user),
    ...(version !== undefined && { version }),
    client_id: client.clientId,
    ...origin,
    token_use: "access",
    scope: scopes.join(" "),
    exp: seconds + lifetimes.access,
    jti: randomUUID(),
    username: nameOf(pool, user),
    ...(resource !== undefined && { aud: resource }),
  });
  const idToken = await sign(pool, "id", {
    ...identityClaims(pool, client, user, scopes),
    ...common,
    ...(version !== undefined && { at_hash: halfHash(accessToken) }),
    ...(nonce !== undefined && { nonce }),
    ...origin,
    aud: client.clientId,
    token_use: "id",
    exp: seconds + lifetimes.id,
    jti: randomUUID(),
  });
  return { accessToken, idToken, expiresIn: lifetimes.access };
}

/** The access token of a client that asks in its own name: it is about no user (developer guide, "Scopes, M2M, and resource servers"). */
export async function mintMachineToken(
  pool: UserPool,
  client: AppClient,
  scopes: readonly string[],
  seconds: number,
): Promise<{ readonly accessToken: string; readonly expiresIn: number }> {
  const { access } = tokenLifetimes(client);
  const accessToken = await sign(pool, "access", {
    sub: client.clientId,
    token_use: "access",
    scope: scopes.join(" "),
    auth_time: seconds,
    iss: issuerOf(pool),
    exp: seconds + access,
    iat: seconds,
    version: 2,
    jti: randomUUID(),
    client_id: client.clientId,
  });
  return { accessToken, expiresIn: access };
}

/**
 * Checks an access token as Cognito's own operations do: signed by this pool, in its time, for a user who is still there,
 * enabled and not signed out since, by a client that is still there, and not revoked.
 * @param seconds now, in epoch seconds
 * @returns undefined for any other token
 */
export async function verifyAccessToken(
  pool: UserPool,
  token: string,
  seconds: number,
): Promise<{ readonly claims: AccessTokenClaims; readonly user: User; readonly client: AppClient } | undefined> {
  const claims = await readToken(pool, token, "access", seconds);
  if (claims === undefined) return undefined;
  const user = lookUp(pool.users, claims.sub);
  const client = lookUp(pool.clients, claims.client_id);
  if (!user?.enabled || client === undefined || isVoid(pool, user, claims)) return undefined;
  return { claims, user, client };
}

/** Whether a sign-in's tokens are void: they were revoked, or the user was signed out everywhere since. */
export function isVoid(
  { revoked }: UserPool,
  { signedOutBefore = 0 }: User,
  { origin_jti, iat = 0 }: { readonly origin_jti?: string; readonly iat?: number },
): boolean {
  return iat < signedOutBefore || (origin_jti !== undefined && Object.hasOwn(revoked, origin_jti));
}

async function readToken(
  pool: UserPool,
  token: string,
  use: TokenUse,
  seconds: number,
): Promise<AccessTokenClaims | undefined> {
  const keys = createLocalJWKSet({ keys: [await publicJwk(pool, use)] });
  try {
    const { payload } = await jwtVerify<AccessTokenClaims>(token, keys, {
      issuer: issuerOf(pool),
      algorithms: ["RS256"],
      currentDate: new Date(seconds * 1000),
      requiredClaims: ["sub", "client_id", "scope", "exp"],
    });
    return payload["token_use"] === use ? payload : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

async function sign(pool: UserPool, use: TokenUse, claims: JWTPayload): Promise<string> {
  const { kid, privateJwk } = await signingKeyOf(pool, use);
  const key = await importJWK(privateJwk, "RS256");
  return new SignJWT(claims).setProtectedHeader({ kid, alg: "RS256" }).sign(key);
}

/** The left half of a value's SHA-256 (OpenID Connect Core, 3.1.3.6). */
function halfHash(value: string): string {
  return createHash("sha256").update(value).digest().subarray(0, 16).toString("base64url");
}
