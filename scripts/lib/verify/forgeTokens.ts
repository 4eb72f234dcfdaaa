import { createPublicKey } from "node:crypto";
import { CompactSign, base64url, decodeProtectedHeader, generateKeyPair } from "jose";
import type { CryptoKey, JWK } from "jose";
import type { Claims } from "../../../trust/gateway/Decision.ts";
import { once } from "../vendors/requestIds.ts";

/** What forgeries are made from: claims that would be admitted, and the issuer's published key. */
export interface ForgeryBase {
  readonly claims: Claims;
  /** An RSA key of the issuer's key set. */
  readonly publicKey: JWK;
  /** A real token with these claims, where there is one. */
  readonly token?: string;
}

const foreignKey = once(async () => (await generateKeyPair("RS256")).privateKey);

/** A real token with one claim changed and its signature kept. */
export function tamperedToken(token: string): string {
  const [header, payload, signature] = token.split(".");
  const claims: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(payload ?? "")));
  const changed = { ...(claims as Claims), sub: "crosstrust-tampered" };
  return [header, base64url.encode(JSON.stringify(changed)), signature].join(".");
}

/** Signed with an RSA key made here, under the issuer's key id. */
export async function foreignSignedToken(base: ForgeryBase): Promise<string> {
  return sign(base, "RS256", await foreignKey());
}

/** `alg: none`, without a signature. */
export function unsignedToken(base: ForgeryBase): string {
  return `${base64url.encode(JSON.stringify(header(base, "none")))}.${base64url.encode(JSON.stringify(base.claims))}.`;
}

/** HS256 with the issuer's public key as the shared secret, in PEM as verifiers usually hold it. */
export async function hmacToken(base: ForgeryBase): Promise<string> {
  const pem = createPublicKey({ key: { ...base.publicKey }, format: "jwk" }).export({ type: "spki", format: "pem" });
  return sign(base, "HS256", new TextEncoder().encode(pem.toString()));
}

async function sign(base: ForgeryBase, alg: string, key: CryptoKey | Uint8Array): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(base.claims)))
    .setProtectedHeader(header(base, alg))
    .sign(key);
}

function header({ token, publicKey }: ForgeryBase, alg: string): { alg: string; typ: string; kid?: string } {
  const kid = token === undefined ? publicKey.kid : decodeProtectedHeader(token).kid;
  return { alg, typ: "JWT", ...(kid === undefined ? {} : { kid }) };
}
