import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";
import type { IssuerDocuments, JwtAuthorizerConfig } from "../../../trust/gateway/Decision.ts";

export const issuer = "https://acme-dev.okta.com/oauth2/aus1";
export const jwksUri = `${issuer}/v1/keys`;
export const now = new Date("2026-01-01T12:00:00.500Z");
export const seconds = Math.floor(now.getTime() / 1000);
export const config: JwtAuthorizerConfig = { issuer, audiences: ["https://api.example.com"], scopes: ["keys.read"] };

/** A key of the issuer with its public form. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

export async function makeKey(alg: string, kid: string, extra: JWK | Record<string, string> = {}): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, use: "sig", ...extra } };
}

/** The claims of an access token that is admitted. */
export function goodClaims(): Record<string, unknown> {
  return {
    iss: issuer,
    aud: "https://api.example.com",
    sub: "0oa1",
    cid: "0oa1",
    iat: seconds - 10,
    exp: seconds + 300,
    scp: ["keys.read"],
  };
}

export async function sign(
  key: SigningKey,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "k1", ...header }).sign(key.privateKey);
}

export function documents(keys: readonly JWK[], over: Partial<IssuerDocuments> = {}): IssuerDocuments {
  return {
    discovery: async (of) => ({ issuer: of, jwks_uri: `${of}/v1/keys` }),
    jwks: async () => ({ keys }),
    ...over,
  };
}

export function base64url(value: unknown): string {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
}
