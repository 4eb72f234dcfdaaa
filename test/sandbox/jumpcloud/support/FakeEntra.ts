import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";
import type { Clock } from "../../../../sandbox/Clock.ts";
import { json } from "../../../../sandbox/http/responses.ts";
import type { SandboxRequest, SandboxResponse } from "../../../../sandbox/Vendor.ts";
import { tenantId } from "./JumpCloudOrg.ts";

const base = `https://login.microsoftonline.com/${tenantId}`;
const issuer = `${base}/v2.0`;

/** What an authorization code stands for. */
interface Grant {
  readonly redirectUri: string;
  readonly claims: Record<string, unknown>;
}

/** The few answers of Entra's that a sign-in at JumpCloud needs; a test bends them. */
export class FakeEntra {
  readonly clock: Clock;
  clientSecret = "the-client-secret";
  readonly #codes = new Map<string, Grant>();
  readonly #key: CryptoKey;
  readonly #jwk: JWK;
  /** Signs in place of the published key. */
  signWith: CryptoKey | undefined;
  /** Discovery is unavailable. */
  down = false;
  /** The issuer that discovery names. */
  publishedIssuer = issuer;
  /** The bodies of the token requests. */
  readonly tokenRequests: URLSearchParams[] = [];

  private constructor(clock: Clock, key: CryptoKey, jwk: JWK) {
    this.clock = clock;
    this.#key = key;
    this.#jwk = jwk;
  }

  static async create(clock: Clock): Promise<FakeEntra> {
    const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
    return new FakeEntra(clock, privateKey, { ...(await exportJWK(publicKey)), kid: "key", use: "sig" });
  }

  /** Signs a person in: what an authorization request is answered with. */
  authorize(location: string, claims: Record<string, unknown>): { code: string; state: string } {
    const parameters = new URL(location).searchParams;
    const code = `code-${this.#codes.size}`;
    this.#codes.set(code, {
      redirectUri: parameters.get("redirect_uri") ?? "",
      claims: { nonce: parameters.get("nonce"), aud: parameters.get("client_id"), ...claims },
    });
    return { code, state: parameters.get("state") ?? "" };
  }

  async respond({ url, body }: SandboxRequest): Promise<SandboxResponse> {
    if (this.down) throw new Error("nobody owns this host");
    switch (`${url.origin}${url.pathname}`) {
      case `${issuer}/.well-known/openid-configuration`:
        return json(200, {
          issuer: this.publishedIssuer,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          jwks_uri: `${base}/discovery/v2.0/keys`,
        });
      case `${base}/discovery/v2.0/keys`:
        return json(200, { keys: [this.#jwk] });
      case `${base}/oauth2/v2.0/token`:
        return this.#token(new URLSearchParams(body.toString()));
      default:
        return json(404, {});
    }
  }

  async #token(form: URLSearchParams): Promise<SandboxResponse> {
    this.tokenRequests.push(form);
    if (form.get("client_secret") !== this.clientSecret) {
      return json(401, {
        error: "invalid_client",
        error_description: "AADSTS7000215: Invalid client secret provided.",
      });
    }
    const grant = this.#codes.get(form.get("code") ?? "");
    if (grant?.redirectUri !== form.get("redirect_uri")) return json(400, { error: "invalid_grant" });
    const now = Math.floor(this.clock.now().getTime() / 1000);
    const claims = { iss: issuer, sub: "pairwise", tid: tenantId, iat: now, exp: now + 3600, ...grant.claims };
    const token = new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "key" });
    return json(200, { token_type: "Bearer", id_token: await token.sign(this.signWith ?? this.#key) });
  }
}
