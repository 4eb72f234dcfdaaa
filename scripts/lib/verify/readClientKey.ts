import { createPrivateKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { calculateJwkThumbprint, exportJWK } from "jose";
import type { CryptoKey } from "jose";
import type { PrivateKey } from "oauth4webapi";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { ClientModel } from "../../../trust/TrustModel.ts";

/**
 * Reads the private key of a client that authenticates with private_key_jwt: PEM (unencrypted) or a JWK as JSON, RSA or
 * EC. Where the client's public keys are declared, the key must be one of them, and its `kid` is taken from there.
 * @throws CrosstrustError USAGE: unreadable, not a private key, or not this client's; the key's content is never shown
 */
export async function readClientKey(file: string, clientName: string, client: ClientModel): Promise<PrivateKey> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new CrosstrustError("USAGE", `the client key file ${file} cannot be read`, { where: file, cause });
  });
  const jwk = parseJwk(text);
  const key = parsePrivateKey(jwk ?? text, file);
  const declared = client.jwks;
  if (declared === undefined) {
    const kid = jwk?.["kid"];
    return { key: await toSigningKey(key, file), ...(typeof kid === "string" ? { kid } : {}) };
  }
  const thumbprint = await calculateJwkThumbprint(await exportJWK(key));
  for (const candidate of declared) {
    if ((await calculateJwkThumbprint({ ...candidate })) === thumbprint) {
      return { key: await toSigningKey(key, file), kid: candidate.kid };
    }
  }
  throw new CrosstrustError("USAGE", `the key in ${file} is none of the public keys declared for ${clientName}`, {
    where: file,
    expected: `the private key of ${declared.map(({ kid }) => kid).join(" or ")}`,
  });
}

function parseJwk(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function parsePrivateKey(source: string | Readonly<Record<string, unknown>>, file: string): KeyObject {
  try {
    return typeof source === "string" ? createPrivateKey(source) : createPrivateKey({ key: source, format: "jwk" });
  } catch {
    throw new CrosstrustError("USAGE", `${file} holds no private key that can be read`, {
      where: file,
      expected: "an unencrypted private key, as PEM or as a JSON Web Key",
    });
  }
}

async function toSigningKey(key: KeyObject, file: string): Promise<CryptoKey> {
  if (key.asymmetricKeyType === "rsa") {
    return key.toCryptoKey({ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, false, ["sign"]);
  }
  const curve = key.asymmetricKeyDetails?.namedCurve;
  const named = curve === undefined ? undefined : namedCurves[curve];
  if (named !== undefined) return key.toCryptoKey({ name: "ECDSA", namedCurve: named }, false, ["sign"]);
  throw new CrosstrustError("USAGE", `the key in ${file} is neither RSA nor EC on P-256, P-384 or P-521`, {
    where: file,
  });
}

const namedCurves: Readonly<Record<string, string>> = {
  prime256v1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521",
};
