import { importJWK, SignJWT, type JWTPayload } from "jose";
import { privateJwk } from "../keys.ts";
import type { SigningKey } from "../state.ts";

/** RS256, a header of `kid` and `alg` alone, as Okta documents both of its tokens. */
export async function signToken(key: SigningKey, claims: JWTPayload): Promise<string> {
  const privateKey = await importJWK(await privateJwk(key), "RS256");
  return new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: "RS256" }).sign(privateKey);
}
