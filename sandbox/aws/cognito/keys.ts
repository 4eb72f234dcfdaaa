import { createHash } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import type { SigningKey, UserPool } from "./state.ts";

/** A pool signs ID tokens and access tokens with a key of its own each. */
export type TokenUse = "id" | "access";

const memberOf = { id: "idTokenKey", access: "accessTokenKey" } as const;
const making = new WeakMap<UserPool, Partial<Record<TokenUse, Promise<SigningKey>>>>();

/** The key that signs a kind of token, made when it is first asked for: RSA of 2048 bits. */
export async function signingKeyOf(pool: UserPool, use: TokenUse): Promise<SigningKey> {
  const member = memberOf[use];
  const kept = pool[member];
  if (kept) return kept;
  const underWay = making.get(pool) ?? {};
  making.set(pool, underWay);
  underWay[use] ??= makeKey();
  const made = await underWay[use];
  return (pool[member] ??= made);
}

/** Its id is 32 bytes in base64, as Cognito's are. */
async function makeKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair("RS256", { modulusLength: 2048, extractable: true });
  const privateJwk = await exportJWK(privateKey);
  const kid = createHash("sha256").update(String(privateJwk.n)).digest("base64");
  return { kid, privateJwk };
}

/** The public half, with the members that Cognito's key sets have. */
export async function publicJwk(pool: UserPool, use: TokenUse): Promise<Record<string, unknown>> {
  const { kid, privateJwk } = await signingKeyOf(pool, use);
  return { alg: "RS256", e: privateJwk.e, kid, kty: "RSA", n: privateJwk.n, use: "sig" };
}
