import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import type { SandboxRequest, SandboxResponse } from "../../../../sandbox/Vendor.ts";
import { json } from "../../../../sandbox/http/responses.ts";
import { start } from "./AwsCloud.ts";

export const issuer = "https://acme-dev.okta.com/oauth2/aus1";
export const audience = "https://api.acme.example";

let keyPair: Promise<{ publicKey: CryptoKey; privateKey: CryptoKey }> | undefined;

/** An issuer with an RSA key, made once for all tests: its documents, and tokens of it. */
export class Issuer {
  /** How often each document was asked for, by path. */
  readonly asked: Record<string, number> = {};
  /** The status that its documents are answered with. */
  status = 200;
  readonly #privateKey: CryptoKey;
  readonly #jwk: object;

  private constructor(privateKey: CryptoKey, jwk: object) {
    this.#privateKey = privateKey;
    this.#jwk = jwk;
  }

  static async create(): Promise<Issuer> {
    keyPair ??= generateKeyPair("RS256", { extractable: true });
    const { publicKey, privateKey } = await keyPair;
    return new Issuer(privateKey, { ...(await exportJWK(publicKey)), kid: "key-1", alg: "RS256", use: "sig" });
  }

  /** Answers for the issuer's host. */
  readonly hosts = ({ url }: SandboxRequest): SandboxResponse | undefined => {
    if (url.origin !== new URL(issuer).origin) return undefined;
    this.asked[url.pathname] = (this.asked[url.pathname] ?? 0) + 1;
    if (this.status !== 200) return json(this.status, {});
    if (url.pathname === "/oauth2/aus1/.well-known/openid-configuration") {
      return json(200, { issuer, jwks_uri: `${issuer}/v1/keys` });
    }
    return url.pathname === "/oauth2/aus1/v1/keys" ? json(200, { keys: [this.#jwk] }) : json(404, {});
  };

  /** A token that is right in everything but what is given. */
  async token(claims: JWTPayload = {}): Promise<string> {
    const now = Math.floor(start.getTime() / 1000);
    return new SignJWT({ iss: issuer, aud: audience, iat: now - 10, exp: now + 600, scp: ["keys.read"], ...claims })
      .setProtectedHeader({ alg: "RS256", kid: "key-1" })
      .sign(this.#privateKey);
  }
}
