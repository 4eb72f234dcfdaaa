import { createPublicKey } from "node:crypto";
import {
  SignJWT,
  compactVerify,
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
} from "jose";
import type { CryptoKey, JWK } from "jose";
import { matchingRule } from "../../../../trust/access/oktaGrants.ts";
import type { ClientSecrets, DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import { selectRoute } from "../../../../trust/gateway/selectRoute.ts";
import type { RouteModel } from "../../../../trust/TrustModel.ts";

/** What can be wrong with a gateway or an issuer. */
export type Defect =
  | "admits foreign signatures"
  | "admits unsigned tokens"
  | "admits HMAC with the public key"
  | "ignores scopes"
  | "leaves scopes to the backend"
  | "lets other issuers' clients in"
  | "ignores the audience"
  | "trusts every issuer"
  | "has no authorizers"
  | "answers 500"
  | "closes public routes"
  | "hides the claims"
  | "shows other claims"
  | "echoes what it is sent"
  | "says nothing in www-authenticate"
  | "grants every scope"
  | "takes any secret"
  | "publishes another issuer"
  | "publishes no key"
  | "publishes too many keys"
  | "gives unassigned clients tokens"
  | "makes tokens of version 1"
  | "keeps an answer for all routes"
  | "answers like a JWT authorizer";

interface Keys {
  readonly privateKey: CryptoKey;
  readonly publicKey: JWK;
}

/** An Okta organisation, directories of Microsoft's and an API Gateway behind one `fetch`, right in everything but the defects. */
export class FakeCloud {
  readonly requests: { readonly method: string; readonly url: string; readonly authorization: string | null }[] = [];
  readonly #trust: DeployedTrust;
  readonly #secrets: ClientSecrets;
  readonly #defects: ReadonlySet<Defect>;
  readonly #keys: ReadonlyMap<string, Keys>;

  private constructor(
    trust: DeployedTrust,
    secrets: ClientSecrets,
    defects: readonly Defect[],
    keys: Map<string, Keys>,
  ) {
    this.#trust = trust;
    this.#secrets = secrets;
    this.#defects = new Set(defects);
    this.#keys = keys;
  }

  static async create(
    trust: DeployedTrust,
    secrets: ClientSecrets,
    defects: readonly Defect[] = [],
  ): Promise<FakeCloud> {
    const keys = new Map<string, Keys>();
    for (const { issuer } of Object.values(trust.issuers)) {
      if (!keys.has(issuer)) keys.set(issuer, await keysOf(issuer));
    }
    return new FakeCloud(trust, secrets, defects, keys);
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, { ...init, signal: null });
    const url = new URL(request.url);
    this.requests.push({
      method: request.method,
      url: request.url,
      authorization: request.headers.get("authorization"),
    });
    if (url.host === "acme.okta.com") return this.#okta(url, request);
    return url.host.endsWith(".amazonaws.com") ? this.#gateway(url, request) : this.#microsoft(url, request);
  };

  async #microsoft(url: URL, request: Request): Promise<Response> {
    const issuers = Object.values(this.#trust.issuers);
    const documented = issuers.find(({ discoveryUrl }) => discoveryUrl === url.href);
    if (documented !== undefined) {
      const { issuer, tokenEndpoint } = documented;
      const changed = this.#defects.has("publishes another issuer")
        ? issuer.replace("/tfp", "").replace("/b2c_1_in", "")
        : issuer;
      return Response.json({ issuer: changed, token_endpoint: tokenEndpoint, jwks_uri: `https://${url.host}/keys` });
    }
    if (url.pathname === "/keys") {
      const owner = issuers.find(({ issuer }) => new URL(issuer).host === url.host)!;
      const padding = this.#defects.has("publishes too many keys") ? [{ kty: "oct", k: "x".repeat(150_000) }] : [];
      return Response.json({ keys: [this.#keys.get(owner.issuer)?.publicKey, ...padding] });
    }
    return this.#microsoftToken(new URLSearchParams(await request.text()));
  }

  async #microsoftToken(form: URLSearchParams): Promise<Response> {
    const client = this.#client(form.get("client_id"));
    const secret = this.#secrets[client?.issuer ?? ""]?.[client?.name ?? ""];
    if (client === undefined || (secret !== form.get("client_secret") && !this.#defects.has("takes any secret"))) {
      return aadError(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
    }
    const [name, asked] = Object.entries(this.#trust.issuers).find(
      ([, issuer]) => "tokenScope" in issuer && issuer.tokenScope === form.get("scope"),
    )!;
    const model = this.#trust.model.issuers[name]!;
    const roles = client.issuer === name && "roles" in client.model ? client.model.roles : [];
    if (!("roles" in model) || !("tokenScope" in asked)) throw new TypeError("no issuer of Microsoft's");
    if (roles.length === 0 && model.assignmentRequired && !this.#defects.has("gives unassigned clients tokens")) {
      return aadError(400, "invalid_grant", "AADSTS501051: Application 'x' is not assigned to a role for 'y'.");
    }
    const { privateKey, publicKey } = this.#keys.get(asked.issuer)!;
    const ver = this.#defects.has("makes tokens of version 1") ? "1.0" : "2.0";
    const granted = model.kind === "b2c" ? { scp: roles.join(" ") } : { roles };
    const token = await new SignJWT({ ...(roles.length > 0 && granted), azp: client.id, ver, tid: asked.tenantId })
      .setProtectedHeader({ alg: "RS256", kid: publicKey.kid! })
      .setIssuer(asked.issuer)
      .setAudience(asked.audiences[0]!)
      .setSubject(`sp-of-${client.id}`)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
    return Response.json({ token_type: "Bearer", expires_in: 3599, access_token: token });
  }

  async #okta(url: URL, request: Request): Promise<Response> {
    if (url.pathname.endsWith("/v1/token")) return this.#token(url, request);
    const issuer = Object.values(this.#trust.issuers).find((one) => url.href.startsWith(`${one.issuer}/`));
    if (issuer === undefined) return Response.json({}, { status: 404 });
    const path = url.href.slice(issuer.issuer.length).replace(/\?.*/, "");
    if (path.startsWith("/.well-known/")) {
      const published = this.#defects.has("publishes another issuer") ? `${issuer.issuer}/` : issuer.issuer;
      const documents = {
        issuer: published,
        token_endpoint: issuer.tokenEndpoint,
        jwks_uri: `${issuer.issuer}/v1/keys`,
      };
      return Response.json(documents);
    }
    const keys = this.#defects.has("publishes no key") ? [] : [this.#keys.get(issuer.issuer)?.publicKey];
    return path === "/v1/keys" ? Response.json({ keys }) : Response.json({}, { status: 404 });
  }

  async #token(url: URL, request: Request): Promise<Response> {
    const form = new URLSearchParams(`${await request.text()}&${url.search.slice(1)}`);
    const basic = /^Basic (.*)$/.exec(request.headers.get("authorization") ?? "")?.[1];
    const [basicId, basicSecret] = Buffer.from(basic ?? "", "base64")
      .toString()
      .split(":");
    const client = this.#client(basic === undefined ? form.get("client_id") : basicId);
    const assertion = form.get("client_assertion");
    const known =
      client !== undefined &&
      "authentication" in client.model &&
      (assertion === null
        ? this.#defects.has("takes any secret") ||
          (client.model.authentication === (basic === undefined ? "client_secret_post" : "client_secret_basic") &&
            (basic === undefined ? form.get("client_secret") : basicSecret) ===
              this.#secrets[client.issuer]?.[client.name])
        : await isSignedBy(assertion, client.model.jwks ?? [], url.href));
    const model = this.#trust.model.issuers[this.#issuerAt(url)!];
    if (client === undefined || !known || model?.kind !== "okta")
      return Response.json({ error: "invalid_client" }, challenge(basic !== undefined));
    const asking = this.#issuerAt(url)!;
    const asked = (form.get("scope") ?? "").split(" ").filter(Boolean);
    const scopes = asked.length > 0 ? asked : Object.keys(model.scopes).filter((name) => model.scopes[name]!.default);
    if (!this.#defects.has("grants every scope")) {
      if (scopes.some((scope) => model.scopes[scope] === undefined)) return oauthError("invalid_scope");
      const isOwn = client.issuer === asking;
      const letIn = !isOwn && this.#defects.has("lets other issuers' clients in");
      const applicant = isOwn ? { client: client.name } : "any-application";
      if (!letIn && matchingRule(model.accessPolicies, applicant, scopes) === undefined)
        return oauthError("access_denied");
    }
    const { issuer } = this.#trust.issuers[asking]!;
    const { privateKey, publicKey } = this.#keys.get(issuer)!;
    const token = await new SignJWT({ scp: scopes, cid: client.id })
      .setProtectedHeader({ alg: "RS256", kid: publicKey.kid! })
      .setIssuer(issuer)
      .setAudience(model.audience)
      .setSubject(client.id)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
    return Response.json({ token_type: "Bearer", expires_in: 3600, access_token: token, scope: scopes.join(" ") });
  }

  #issuerAt(url: URL): string | undefined {
    const issuers = Object.entries(this.#trust.issuers);
    return issuers.find(([, { tokenEndpoint }]) => url.href.startsWith(tokenEndpoint))?.[0];
  }

  /** Applications belong to the organisation, not to one of its authorization servers. */
  #client(id: string | null | undefined) {
    for (const [issuer, { clients }] of Object.entries(this.#trust.issuers)) {
      for (const [name, { clientId }] of Object.entries(clients)) {
        if (clientId === id) return { issuer, name, id, model: this.#trust.model.issuers[issuer]!.clients[name]! };
      }
    }
    return undefined;
  }

  async #gateway(url: URL, request: Request): Promise<Response> {
    if (this.#defects.has("answers 500")) return Response.json({ message: "Internal Server Error" }, { status: 500 });
    const apiName = url.host.split(".")[0]!;
    const api = this.#trust.model.apis[apiName]!;
    const route = selectRoute(api.routes, ({ key }) => key, request.method, url.pathname)?.route;
    if (route === undefined) return Response.json({ message: "Not Found" }, { status: 404 });
    const authorization = request.headers.get("authorization");
    if (this.#defects.has("echoes what it is sent")) return new Response(authorization, { status: 418 });
    if (route.access.kind === "public" || this.#defects.has("has no authorizers")) {
      return this.#defects.has("closes public routes") ? this.#unauthorized("Bearer") : Response.json({ claims: null });
    }
    if (route.access.kind === "lambda") return this.#byLambda(apiName, route, authorization);
    if (authorization === null) return this.#unauthorized("Bearer");
    const { issuer, audiences } = this.#trust.apis[apiName]!.authorizers[route.access.issuer]!;
    const refusal = await this.#refuse(authorization.replace("Bearer ", ""), issuer, audiences);
    if (refusal !== undefined) {
      return this.#unauthorized(`Bearer scope="" error="invalid_token" error_description="${refusal}"`);
    }
    const claims = decodeJwt(authorization.replace("Bearer ", ""));
    const granted = grantsOf(claims["scp"] ?? claims["roles"]);
    const { scopes } = route.access;
    if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope)) && !this.#defects.has("ignores scopes")) {
      const leaves = this.#defects.has("leaves scopes to the backend");
      return Response.json({ message: leaves ? "You may not do this" : "Forbidden" }, { status: 403 });
    }
    const list = `[${granted.join(" ")}]`;
    const grants = claims["roles"] === undefined ? (claims["scp"] === undefined ? {} : { scp: list }) : { roles: list };
    return this.#backend({ ...claims, ...grants });
  }

  readonly #kept = new Set<string>();

  async #byLambda(apiName: string, { key, access }: RouteModel, authorization: string | null): Promise<Response> {
    if (authorization === null) return Response.json({ message: "Unauthorized" }, { status: 401 });
    if (access.kind !== "lambda") throw new TypeError(`${key} has no Lambda authorizer`);
    const token = authorization.replace("Bearer ", "");
    const { issuers } = this.#trust.apis[apiName]!.lambdaAuthorizer!;
    if (this.#defects.has("keeps an answer for all routes") && this.#kept.has(token)) return Response.json({});
    for (const { issuer: name, scopes, roles } of access.admits) {
      const { issuer, audiences } = issuers[name]!;
      if ((await this.#refuse(token, issuer, audiences)) !== undefined) continue;
      const claims = decodeJwt(token);
      const fits =
        (scopes.length === 0 && roles.length === 0) ||
        scopes.some((scope) => grantsOf(claims["scp"]).includes(scope)) ||
        roles.some((role) => grantsOf(claims["roles"]).includes(role));
      if (!fits && !this.#defects.has("ignores scopes")) continue;
      this.#kept.add(token);
      return Response.json({ routeKey: key, context: { iss: claims.iss, sub: claims.sub, client: claims["azp"] } });
    }
    const challenge = { "www-authenticate": 'Bearer error="invalid_token"' };
    const headers = this.#defects.has("answers like a JWT authorizer") ? challenge : {};
    return Response.json({ message: "Forbidden" }, { status: 403, headers });
  }

  #backend(claims: Record<string, unknown>): Response {
    if (this.#defects.has("hides the claims")) return Response.json({ message: "hello" });
    const shown = this.#defects.has("shows other claims") ? { ...claims, cid: "someone-else" } : claims;
    return Response.json({ routeKey: "any", claims: shown }, { headers: { "apigw-requestid": "req-1" } });
  }

  async #refuse(token: string, issuer: string, audiences: readonly string[]): Promise<string | undefined> {
    if (!(await this.#isSigned(token, issuer))) return "signing method or key is invalid";
    const { iss, aud } = decodeJwt(token);
    if (iss !== issuer && !this.#defects.has("trusts every issuer")) return "the token has an invalid issuer";
    const fits = this.#defects.has("ignores the audience") || audiences.includes(String(aud));
    return fits ? undefined : "the token does not have a valid audience";
  }

  async #isSigned(token: string, issuer: string): Promise<boolean> {
    const { alg } = decodeProtectedHeader(token);
    if (alg === "none") return this.#defects.has("admits unsigned tokens");
    const trusted = this.#defects.has("trusts every issuer") ? [...this.#keys.values()] : [this.#keys.get(issuer)!];
    if (alg === "HS256") {
      if (!this.#defects.has("admits HMAC with the public key")) return false;
      const pem = createPublicKey({ key: trusted[0]!.publicKey, format: "jwk" }).export({
        type: "spki",
        format: "pem",
      });
      return compactVerify(token, new TextEncoder().encode(String(pem))).then(
        () => true,
        () => false,
      );
    }
    const { kid } = decodeProtectedHeader(token);
    if (!trusted.some(({ publicKey }) => publicKey.kid === kid)) return false;
    if (this.#defects.has("admits foreign signatures")) return true;
    return compactVerify(token, createLocalJWKSet({ keys: trusted.map(({ publicKey }) => publicKey) })).then(
      () => true,
      () => false,
    );
  }

  #unauthorized(challenge: string): Response {
    const headers = this.#defects.has("says nothing in www-authenticate") ? {} : { "www-authenticate": challenge };
    return Response.json({ message: "Unauthorized" }, { status: 401, headers });
  }
}

const made = new Map<string, Promise<Keys>>();

/** Made once for each issuer: RSA keys take their time. */
async function keysOf(issuer: string): Promise<Keys> {
  let keys = made.get(issuer);
  if (keys === undefined) made.set(issuer, (keys = makeKeys(issuer)));
  return keys;
}

async function makeKeys(kid: string): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  return { privateKey, publicKey: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" } };
}

async function isSignedBy(assertion: string, keys: readonly Readonly<Record<string, unknown>>[], audience: string) {
  return jwtVerify(assertion, createLocalJWKSet({ keys: keys as unknown as JWK[] }), { audience }).then(
    () => true,
    () => false,
  );
}

/** RFC 6749, 5.2: a client that authenticated by the header is challenged there too. */
const challenge = (basic: boolean): ResponseInit => ({
  status: 401,
  headers: basic ? { "www-authenticate": 'Basic realm="token"' } : {},
});

const aadError = (status: number, error: string, description: string): Response =>
  Response.json({ error, error_description: description }, { status });

const grantsOf = (claim: unknown): readonly string[] =>
  (typeof claim === "string" ? claim.split(" ") : ((claim ?? []) as string[])).filter(Boolean);

const oauthError = (error: string): Response => Response.json({ error }, { status: 400 });
