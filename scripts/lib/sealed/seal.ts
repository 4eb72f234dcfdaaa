import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { calculateJwkThumbprint, exportJWK, GeneralEncrypt, generalDecrypt, type GeneralJWE } from "jose";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

/** Whoever holds the private key can open what was sealed. */
export interface SealingKey {
  readonly key: KeyObject;
  readonly algorithm: "RSA-OAEP-256" | "ECDH-ES+A256KW";
  /** The key's thumbprint (RFC 7638), which tells recipients apart. */
  readonly kid: string;
}

/** RSA keys below this many bits are refused, as RFC 7518 section 4.3 asks. */
const fewestRsaBits = 2048;

/**
 * Reads a public key to seal for: PEM or a JWK, RSA of at least 2048 bits or EC on P-256, P-384 or P-521.
 * @throws CrosstrustError USAGE; a private key is refused, because it would lie around where people seal
 */
export async function readSealingKey(file: string): Promise<SealingKey> {
  const text = await read(file);
  if (isPrivate(text)) {
    throw new CrosstrustError("USAGE", "This is a private key; sealing takes the public one.", {
      where: file,
      expected: "a public key: `openssl pkey -in private.pem -pubout -out public.pem`",
    });
  }
  const key = parse(text, file, "public key", (source) => createPublicKey(source));
  return describe(key, file);
}

/**
 * Seals a value for everyone whose key is given, as JSON Web Encryption (RFC 7516, general JSON serialisation).
 * @param keys at least one
 */
export async function seal(value: unknown, keys: readonly SealingKey[]): Promise<GeneralJWE> {
  const encrypting = new GeneralEncrypt(new TextEncoder().encode(JSON.stringify(value))).setProtectedHeader({
    enc: "A256GCM",
    typ: "crosstrust-passwords",
  });
  for (const { key, algorithm, kid } of keys) {
    encrypting.addRecipient(key).setUnprotectedHeader({ alg: algorithm, kid });
  }
  return encrypting.encrypt();
}

/**
 * Opens what was sealed.
 * @param keyFile the private key, unencrypted PEM or a JWK
 * @throws CrosstrustError USAGE: unreadable, not sealed, or not for this key; nothing of the content is shown
 */
export async function unseal(file: string, keyFile: string): Promise<unknown> {
  const sealed = parseJson(await read(file)) as GeneralJWE | undefined;
  if (!Array.isArray(sealed?.recipients)) {
    throw new CrosstrustError("USAGE", "This is no sealed file.", { where: file, expected: "what `provision` wrote" });
  }
  const key = parse(await read(keyFile), keyFile, "unencrypted private key", (source) => createPrivateKey(source));
  const { algorithm } = await describe(createPublicKey(key), keyFile);
  try {
    const { plaintext } = await generalDecrypt(sealed, key, {
      keyManagementAlgorithms: [algorithm],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    return JSON.parse(new TextDecoder().decode(plaintext)) as unknown;
  } catch {
    throw new CrosstrustError("USAGE", "The file was not sealed for this key, or it was changed.", { where: file });
  }
}

async function read(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: unknown) => {
    throw new CrosstrustError("USAGE", "The file cannot be read.", { where: file, cause });
  });
}

function isPrivate(text: string): boolean {
  const jwk = parseJson(text);
  return text.includes("PRIVATE KEY-----") || (typeof jwk === "object" && jwk !== null && "d" in jwk);
}

function parse(
  text: string,
  file: string,
  expected: string,
  create: (source: string | { key: JsonWebKey; format: "jwk" }) => KeyObject,
): KeyObject {
  const jwk = parseJson(text);
  try {
    return create(typeof jwk === "object" && jwk !== null ? { key: jwk as JsonWebKey, format: "jwk" } : text);
  } catch {
    throw new CrosstrustError("USAGE", "The file holds no key that can be used.", {
      where: file,
      expected: `a ${expected}, as PEM or as a JSON Web Key`,
    });
  }
}

async function describe(key: KeyObject, file: string): Promise<SealingKey> {
  const kid = await calculateJwkThumbprint(await exportJWK(key)).catch(() => "");
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  const curve = key.asymmetricKeyDetails?.namedCurve ?? "";
  if (key.asymmetricKeyType === "rsa" && bits >= fewestRsaBits) return { key, algorithm: "RSA-OAEP-256", kid };
  if (["prime256v1", "secp384r1", "secp521r1"].includes(curve)) return { key, algorithm: "ECDH-ES+A256KW", kid };
  throw new CrosstrustError("USAGE", "This key cannot be sealed for.", {
    where: file,
    expected: `RSA of at least ${fewestRsaBits} bits, or EC on P-256, P-384 or P-521`,
    actual: key.asymmetricKeyType === "rsa" ? `RSA of ${bits} bits` : `${key.asymmetricKeyType ?? ""} ${curve}`.trim(),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
