import { importJWK, SignJWT, type JWTPayload } from "jose";
import { signingKeyOf } from "../../keys.ts";

/** Whatever has a signing key: a directory, or a policy of a B2C tenant. */
type Signer = Parameters<typeof signingKeyOf>[0];

/** A JWT with Microsoft's header: RS256, and `x5t` beside `kid` in version 1.0. */
export async function signToken(signer: Signer, claims: JWTPayload, version: 1 | 2): Promise<string> {
  const { kid, privateJwk } = await signingKeyOf(signer);
  const key = await importJWK(privateJwk, "RS256");
  const header = { typ: "JWT", alg: "RS256", ...(version === 1 && { x5t: kid }), kid };
  return new SignJWT(claims).setProtectedHeader(header).sign(key);
}
