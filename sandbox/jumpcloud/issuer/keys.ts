import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import type { OpenIdIssuer, SigningKey } from "../state.ts";

const making = new WeakMap<OpenIdIssuer, Promise<SigningKey>>();

/** The key that signs ID tokens, made when it is first asked for: RSA of 2048 bits. */
export async function signingKeyOf(issuer: OpenIdIssuer): Promise<SigningKey> {
  if (issuer.signingKey) return issuer.signingKey;
  const underWay = making.get(issuer) ?? makeKey();
  making.set(issuer, underWay);
  const made = await underWay;
  return (issuer.signingKey ??= made);
}

/** Hydra's key ids are UUIDs. */
async function makeKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair("RS256", { modulusLength: 2048, extractable: true });
  return { kid: randomUUID(), privateJwk: await exportJWK(privateKey) };
}

/** The public half, with the members that Hydra's key sets have. */
export async function publicJwk(issuer: OpenIdIssuer): Promise<Record<string, unknown>> {
  const { kid, privateJwk } = await signingKeyOf(issuer);
  return { use: "sig", kty: "RSA", kid, alg: "RS256", n: privateJwk.n, e: privateJwk.e };
}
