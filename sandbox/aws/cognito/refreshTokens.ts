import { createHash } from "node:crypto";
import { randomId } from "../../http/ids.ts";
import { forget, lookUp, remember } from "../../remember.ts";
import type { RefreshToken, UserPool } from "./state.ts";

/** What Cognito's refresh tokens begin with: they are encrypted JWTs, whose header says how. */
const header = "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ";

/**
 * A new refresh token; only its digest is kept.
 * @param seconds now, in epoch seconds
 */
export function issueRefreshToken(pool: UserPool, entry: RefreshToken, seconds: number): string {
  const parts = [342, 16, 800, 22].map((length) => randomId("", length, "base64url"));
  const token = [header, ...parts].join(".");
  remember(pool.refreshTokens, digest(token), entry, seconds);
  return token;
}

/** What a refresh token stands for; undefined for one that never was, was revoked or has run out. */
export function findRefreshToken(pool: UserPool, token: string, seconds: number): RefreshToken | undefined {
  const entry = lookUp(pool.refreshTokens, digest(token));
  return entry !== undefined && entry.expires > seconds ? entry : undefined;
}

/**
 * Takes a refresh token out of use, at once or after a grace period.
 * @param graceSeconds how long it may still be used
 */
export function retireRefreshToken(pool: UserPool, token: string, seconds: number, graceSeconds: number): void {
  const key = digest(token);
  const entry = lookUp(pool.refreshTokens, key);
  if (entry === undefined) return;
  if (graceSeconds === 0) forget(pool.refreshTokens, key);
  else pool.refreshTokens[key] = { ...entry, expires: Math.min(entry.expires, seconds + graceSeconds) };
}

/** A day is the longest that an access or ID token is good for (API reference, CreateUserPoolClient). */
const longestTokenSeconds = 86_400;

/** Voids all tokens that one sign-in of a client led to, refresh tokens included. */
export function revokeOrigin(pool: UserPool, originJti: string, seconds: number): void {
  for (const [key, entry] of Object.entries(pool.refreshTokens)) {
    if (entry.originJti === originJti) forget(pool.refreshTokens, key);
  }
  for (const [old, until] of Object.entries(pool.revoked)) if (until <= seconds) forget(pool.revoked, old);
  pool.revoked[originJti] = seconds + longestTokenSeconds;
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
