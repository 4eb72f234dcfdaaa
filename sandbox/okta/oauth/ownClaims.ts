import { OAuthError } from "../errors.ts";
import { unsupported, type OktaCall } from "../OktaCall.ts";
import type { App, AuthorizationServer, Claim } from "../state.ts";
import { claimValue } from "./claimValue.ts";

/** Claims that a claim of the server's own cannot replace. */
const reserved = new Set("ver jti iss aud iat exp cid uid scp auth_time at_hash amr idp nonce".split(" "));

interface ClaimRequest {
  readonly granted: readonly string[];
  /** Of access tokens, or of ID tokens and the userinfo endpoint. */
  readonly type: Claim["claimType"];
  /** For an ID token that comes with an access token. */
  readonly alwaysIncludedOnly?: boolean;
}

/** The claims that somebody added to the server's tokens, for any scope or for one that was granted. */
export function ownClaims(
  call: OktaCall,
  server: AuthorizationServer,
  app: App,
  { granted, type, alwaysIncludedOnly = false }: ClaimRequest,
): Record<string, string | number | boolean> {
  const values: Record<string, string | number | boolean> = {};
  for (const claim of server.claims) {
    if (claim.system || claim.status !== "ACTIVE" || claim.claimType !== type) continue;
    if (alwaysIncludedOnly && !claim.alwaysIncludeInToken) continue;
    if (claim.scopes.length > 0 && !claim.scopes.some((scope) => granted.includes(scope))) continue;
    const value = claim.valueType === "EXPRESSION" ? claimValue(claim.value, app) : undefined;
    if (value === undefined || reserved.has(claim.name)) {
      unsupported(call, `the sandbox cannot evaluate the claim ${claim.name}`);
      throw new OAuthError(400, "server_error", `The '${claim.name}' user claim could not be evaluated.`);
    }
    values[claim.name] = value;
  }
  return values;
}
