import { createHash, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { LoginTarget } from "../../../../scripts/lib/login/LoginTarget.ts";

export const issuerUrl = "https://id.acme.example/";
export const clientId = "client-1";
export const clientSecret = "s3cret_of-client-1";

const strangersKeys = generateKeyPair("RS256");

/** Algorithms of ID tokens, each with what its `at_hash` is made by. */
const hashes = { RS256: "sha256", ES384: "sha384", Ed25519: "sha512", EdDSA: "sha512" } as const;
type Algorithm = keyof typeof hashes;

const made = new Map<Algorithm, ReturnType<typeof generateKeyPair>>();

/** RSA's take long. */
function keysFor(alg: Algorithm): ReturnType<typeof generateKeyPair> {
  const keys = made.get(alg) ?? generateKeyPair(alg);
  made.set(alg, keys);
  return keys;
}

type Json = Readonly<Record<string, unknown>>;

interface Grant {
  readonly nonce?: string | undefined;
  readonly refreshToken?: string;
}

interface Code {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | undefined;
}

/** An identity provider that can be told to do one thing wrong. */
export class FakeIssuer {
  /** Now, by its clock. */
  now = new Date();
  /** Claims of ID tokens instead of the right ones; undefined takes one away. */
  claims: Json = {};
  /** Members of the discovery document instead of the right ones. */
  discovery: Json = {};
  /** Members of the token endpoint's answers instead of the right ones. */
  answer: Json = {};
  /** What the token endpoint answers instead of tokens. */
  refusal: Json | undefined;
  signsWithAnotherKey = false;
  /** Whether each refresh gives another refresh token, and the one before counts no more. */
  rotates = true;
  /** Called before the token endpoint answers. */
  beforeTokens: () => Promise<void> = () => Promise.resolve();
  readonly forms: Readonly<Record<string, string>>[] = [];
  refreshToken = "";
  readonly #alg: Algorithm;
  readonly #codes = new Map<string, Code>();

  constructor(alg: Algorithm = "RS256") {
    this.#alg = alg;
  }

  /** The person's part: signs in at the authorization endpoint. @returns where the browser is sent to */
  authorize(authorizationUrl: string, changes: Readonly<Record<string, string | undefined>> = {}): string {
    const asked = new URL(authorizationUrl).searchParams;
    const redirectUri = asked.get("redirect_uri") ?? "";
    const code = randomUUID();
    this.#codes.set(code, {
      redirectUri,
      challenge: asked.get("code_challenge") ?? "",
      nonce: asked.get("nonce") ?? undefined,
    });
    const answer: Readonly<Record<string, string | undefined>> = { code, state: asked.get("state") ?? "", ...changes };
    const url = new URL(redirectUri);
    for (const [name, value] of Object.entries(answer)) if (value !== undefined) url.searchParams.set(name, value);
    return url.href;
  }

  readonly fetch = (async (input: string, init: RequestInit = {}) => {
    const url = new URL(input);
    if (url.href === `${issuerUrl}.well-known/openid-configuration`) return Response.json(this.#document());
    if (url.href === `${issuerUrl}keys`) {
      return Response.json({
        keys: [
          { ...(await exportJWK((await keysFor(this.#alg)).publicKey)), kid: "key-1", alg: this.#alg, use: "sig" },
        ],
      });
    }
    if (url.href === `${issuerUrl}token`) {
      const basic = new Headers(init.headers).get("authorization");
      return this.#token(new URLSearchParams(init.body as URLSearchParams), basic);
    }
    throw new Error(`nobody is at ${input}`);
  }) as unknown as typeof globalThis.fetch;

  #document(): Json {
    return {
      issuer: issuerUrl,
      authorization_endpoint: `${issuerUrl}authorize`,
      token_endpoint: `${issuerUrl}token`,
      jwks_uri: `${issuerUrl}keys`,
      id_token_signing_alg_values_supported: [this.#alg],
      ...this.discovery,
    };
  }

  /** @param basic credentials, which it takes as they are, as curl sends them */
  async #token(form: URLSearchParams, basic: string | null): Promise<Response> {
    this.forms.push(Object.fromEntries(form));
    await this.beforeTokens();
    if (this.refusal !== undefined) return Response.json(this.refusal, { status: 400 });
    const inHeader = basic === `Basic ${btoa(`${clientId}:${clientSecret}`)}` && !form.has("client_secret");
    if (!inHeader && form.get("client_secret") !== clientSecret)
      return Response.json({ error: "invalid_client" }, { status: 401 });
    const grant = form.get("grant_type") === "refresh_token" ? this.#refresh(form) : this.#redeem(form);
    if (grant === undefined) return Response.json({ error: "invalid_grant" }, { status: 400 });
    const accessToken = randomUUID();
    const idToken = await this.#idToken({
      nonce: grant.nonce,
      at_hash: halfHash(accessToken, hashes[this.#alg]),
      ...this.claims,
    });
    const tokens = {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: 300,
      id_token: idToken,
      ...this.answer,
    };
    return Response.json({ ...tokens, ...(grant.refreshToken !== undefined && { refresh_token: grant.refreshToken }) });
  }

  #redeem(form: URLSearchParams): Grant | undefined {
    const code = this.#codes.get(form.get("code") ?? "");
    this.#codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (code?.challenge !== challenge || code.redirectUri !== form.get("redirect_uri")) return undefined;
    return { nonce: code.nonce, refreshToken: (this.refreshToken = randomUUID()) };
  }

  #refresh(form: URLSearchParams): Grant | undefined {
    if (form.get("refresh_token") !== this.refreshToken) return undefined;
    if (!this.rotates) return {};
    return { refreshToken: (this.refreshToken = randomUUID()) };
  }

  async #idToken(changes: Json): Promise<string> {
    const iat = Math.floor(this.now.getTime() / 1000);
    const person = { sub: "dora", email: "dora@acme.example" };
    const all: Json = { iss: issuerUrl, aud: clientId, ...person, iat, exp: iat + 600, ...changes };
    const claims = Object.entries(all).filter(([, value]) => value !== undefined);
    const { privateKey } = await (this.signsWithAnotherKey ? strangersKeys : keysFor(this.#alg));
    return new SignJWT(Object.fromEntries(claims))
      .setProtectedHeader({ alg: this.#alg, kid: "key-1" })
      .sign(privateKey);
  }
}

/** OpenID Connect Core 1.0, section 3.1.3.6. */
export function halfHash(text: string, hash: string): string {
  const digest = createHash(hash).update(text).digest();
  return digest.subarray(0, digest.length / 2).toString("base64url");
}

/** The client of the issuer that signs in on a free port. */
export function targetOf(changes: Partial<LoginTarget> = {}): LoginTarget {
  return {
    ...{ stack: "test", issuer: "jumpcloud", kind: "jumpcloud", client: "reports" },
    ...{ issuerUrl, discoveryUrl: `${issuerUrl}.well-known/openid-configuration`, clientId, clientSecret },
    ...{ authentication: "client_secret_post", redirectUri: "http://localhost/authorize", anyPort: true },
    ...{ loginUrl: undefined, scopes: ["openid", "email"] },
    ...changes,
  };
}
