import type { PublicJwk } from "../../trust/TrustModel.ts";

/**
 * Says why a key cannot be given to Okta inline, if it cannot. @pulumi/okta 7.0.0 has no field for an elliptic curve's
 * name (`inputs.app.OAuthJwk`), without which such a key is none.
 */
export function inlineKeyFault(key: PublicJwk): string | undefined {
  if ("d" in key || "k" in key) {
    return "this is a private key; give only its public part";
  }
  return key.kty === "RSA" && typeof key["e"] === "string" && typeof key["n"] === "string"
    ? undefined
    : "an inline key must be an RSA key with kid, e and n; publish other keys at a jwksUri";
}
