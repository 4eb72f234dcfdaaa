import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import type { Observation } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { PoolClient } from "./PoolClient.ts";

/** By how much clocks may differ, in seconds. */
const tolerance = 300;

export interface ReadIdToken {
  readonly observation: Observation;
  /** Where the signature holds. */
  readonly claims?: JWTPayload;
}

export function expectedIdToken({ deployed: { issuer, clientId } }: PoolClient): string {
  return describe({ iss: issuer, aud: clientId, token_use: "id" }, true);
}

/** Checks an ID token as a relying party has to: by the pool's published keys, and of now; then what it says. */
export async function readIdToken(
  { documents, now }: VerifyContext,
  client: PoolClient,
  token: string | undefined,
  nonce: string,
): Promise<ReadIdToken> {
  if (token === undefined) return { observation: { actual: "no ID token", ok: false } };
  const keys = createLocalJWKSet({ keys: [...(await documents.rsaKeys(client.discoveryUrl))] });
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ["RS256"],
      currentDate: now(),
      clockTolerance: tolerance,
      requiredClaims: ["exp", "sub"],
    });
    const actual = describe(payload, payload["nonce"] === nonce);
    return { claims: payload, observation: { actual, ok: actual === expectedIdToken(client) } };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return { observation: { actual: `an ID token that does not hold: ${error.code}`, ok: false } };
  }
}

function describe({ iss, aud, token_use }: JWTPayload, nonce: boolean): string {
  return `iss ${iss}, aud ${String(aud)}, token_use ${String(token_use)}, ${nonce ? "the nonce that was sent" : "another nonce"}`;
}
