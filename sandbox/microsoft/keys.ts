import { createHash } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import type { SigningKey } from "./state.ts";

/** Whatever signs tokens: a directory, or a policy of a B2C tenant. */
interface Signer {
  signingKey?: SigningKey;
}

const making = new WeakMap<Signer, Promise<SigningKey>>();

/** The key that signs, made when it is first asked for: RSA of 2048 bits, with a `kid` of Microsoft's form. */
export async function signingKeyOf(signer: Signer): Promise<SigningKey> {
  if (signer.signingKey) return signer.signingKey;
  const made = making.get(signer) ?? makeKey();
  making.set(signer, made);
  signer.signingKey ??= await made;
  return signer.signingKey;
}

async function makeKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair("RS256", { modulusLength: 2048, extractable: true });
  const privateJwk = await exportJWK(privateKey);
  const kid = createHash("sha1").update(String(privateJwk.n)).digest("base64url");
  return { kid, privateJwk };
}

/** The public half, with the members that Microsoft's key sets have. */
export async function publicJwk(signer: Signer) {
  const { kid, privateJwk } = await signingKeyOf(signer);
  return { kty: privateJwk.kty, use: "sig", kid, n: privateJwk.n, e: privateJwk.e };
}
