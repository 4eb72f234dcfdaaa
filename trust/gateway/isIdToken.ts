import type { Claims } from "./Decision.ts";
import { parseMicrosoftIssuer } from "./microsoftIssuer.ts";

/**
 * Whether claims look like those of an ID token: `nonce`, `at_hash` and `c_hash` belong to those alone (OpenID Connect Core,
 * section 2), those of Cognito say so (`token_use`), and access tokens of Microsoft always name the client (`azp`, in version 1 `appid`), which ID tokens do not.
 */
export function isIdToken(claims: Claims | undefined): boolean {
  if (claims === undefined) return false;
  const has = (claim: string) => claims[claim] !== undefined;
  if (["nonce", "at_hash", "c_hash"].some(has) || claims["token_use"] === "id") return true;
  const { iss } = claims;
  return typeof iss === "string" && parseMicrosoftIssuer(iss) !== undefined && !has("azp") && !has("appid");
}

export const sendAccessToken = "Send the access_token of the token endpoint's answer, not the id_token.";
