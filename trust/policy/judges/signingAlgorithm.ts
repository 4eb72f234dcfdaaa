import { issuerPath, issuersOfKind } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

const shortestBits = 2048;

/** What a JSON Web Key says of itself (RFC 7517, RFC 7518). */
interface Key {
  readonly [member: string]: unknown;
  readonly kty?: unknown;
}

/** @param key whose signatures are believed; of a private one nothing is repeated */
export function weakKey(key: Key): Breach | undefined {
  const { kty, alg, n } = key;
  const expected = `an RSA key of ${shortestBits} bits or more, for RS256`;
  if (kty === "oct") {
    return {
      message: "The key is symmetric.",
      gains: "Whoever checks signatures with it can make them.",
      expected,
      actual: "kty oct",
    };
  }
  if (kty !== "RSA") return { message: "The key is not for RS256.", expected, actual: `kty ${shown(kty)}` };
  if (alg !== undefined && alg !== "RS256") {
    return { message: "The key is for another algorithm than RS256.", expected, actual: `alg ${shown(alg)}` };
  }
  const bits = typeof n === "string" ? bitsOf(n) : undefined;
  if (bits !== undefined && bits >= shortestBits) return undefined;
  return {
    message: "The key is too short.",
    gains: "Whoever computes the private key signs as the application.",
    expected,
    ...(bits !== undefined && { actual: `${bits} bits` }),
  };
}

/** @param algorithm of signatures, by its name in a header of a token */
export function weakAlgorithm(algorithm: string): Breach | undefined {
  if (algorithm === "RS256") return undefined;
  const message =
    algorithm === "none" ? "Nothing is signed." : `Signatures are ${algorithm}, which gateways here do not take.`;
  return { message, gains: "Whoever can pass for the signer.", expected: "RS256", actual: algorithm };
}

/** Of a modulus in base64url, without zeros that only fill it up. */
function bitsOf(modulus: string): number {
  const bytes = Buffer.from(modulus, "base64url");
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? 0 : (bytes.length - first - 1) * 8 + (32 - Math.clz32(bytes[first] ?? 0));
}

function shown(member: unknown): string {
  return typeof member === "string" && member.length <= 20 ? member : "that is none";
}

export const judgeSigningAlgorithm: PolicyJudge = ({ model }) =>
  issuersOfKind(model, "okta").flatMap(([issuer, { clients }]) =>
    Object.entries(clients).flatMap(([name, { jwks = [] }]) =>
      jwks.flatMap((key, index) => {
        const breach = weakKey(key);
        if (breach === undefined) return [];
        const place = issuerPath(issuer, "clients", name);
        const advice = "make a pair of RSA keys of 2048 bits or more, and give its public part";
        return [{ ...breach, place, of: `key ${key.kid}`, path: [...place, "jwks", index], advice }];
      }),
    ),
  );
