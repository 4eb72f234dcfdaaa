import assert from "node:assert/strict";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from "jose";
import { json } from "../../../../sandbox/http/responses.ts";
import { OktaOrg, orgUrl, start, type OktaOrgOptions } from "../support/oktaOrg.ts";

const now = Math.floor(start.getTime() / 1000);
const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

describe("Okta's private_key_jwt", () => {
  const keys = new Map<string, { privateKey: CryptoKey; jwk: object }>();
  before(async () => {
    for (const [kid, alg] of [
      ["rsa", "RS256"],
      ["ec", "ES256"],
      ["other", "RS256"],
    ] as const) {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
      keys.set(kid, { privateKey, jwk: { ...(await exportJWK(publicKey)), kid } });
    }
  });
  const jwk = (kid: string) => keys.get(kid)!.jwk;

  async function setUp(kids: readonly string[] = ["rsa"], oauthClient: object = {}, options: OktaOrgOptions = {}) {
    const org = new OktaOrg(options);
    await org.createScope("default", { name: "keys.read", default: true });
    const jwks = kids.length > 0 ? { jwks: { keys: kids.map(jwk) } } : {};
    const app = await org.createApp({ token_endpoint_auth_method: "private_key_jwt" }, { ...jwks, ...oauthClient });
    const claims: JWTPayload = {
      iss: app.id,
      sub: app.id,
      aud: `${orgUrl}/oauth2/default/v1/token`,
      iat: now,
      exp: now + 300,
      jti: "one",
    };
    return { org, app, claims };
  }

  async function sign(claims: JWTPayload, key = "rsa", header: { alg?: string; kid?: string } = {}): Promise<string> {
    const alg = key === "ec" ? "ES256" : "RS256";
    return new SignJWT(claims).setProtectedHeader({ alg, kid: key, ...header }).sign(keys.get(key)!.privateKey);
  }

  const ask = async (org: OktaOrg, assertion: string, form: Record<string, string> = {}) =>
    org.token("default", {
      grant_type: "client_credentials",
      client_assertion_type: type,
      client_assertion: assertion,
      ...form,
    });

  for (const key of ["rsa", "ec"]) {
    it(`admits an assertion signed by the client's ${key} key`, async () => {
      const { org, claims } = await setUp([key]);
      const { status, body } = await ask(org, await sign(claims, key));
      assert.deepEqual([status, body["scope"]], [200, "keys.read"]);
    });
  }

  it("takes the client's id beside it", async () => {
    const { org, app, claims } = await setUp();
    assert.equal((await ask(org, await sign(claims), { client_id: app.id })).status, 200);
  });

  it("needs no kid where the client has one key, and one where it has two", async () => {
    const anonymous = async (claims: JWTPayload) =>
      new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(keys.get("rsa")!.privateKey);
    const one = await setUp(["rsa"]);
    assert.equal((await ask(one.org, await anonymous(one.claims))).status, 200);
    const two = await setUp(["rsa", "other"]);
    const { body } = await ask(two.org, await anonymous(two.claims));
    assert.equal(body.error_description, "The client_assertion JWT kid is invalid.");
  });

  it("admits an assertion once, and its like again when it has a new id or none", async () => {
    const { org, claims } = await setUp();
    const assertion = await sign(claims);
    assert.equal((await ask(org, assertion)).status, 200);
    const { status, body } = await ask(org, assertion);
    assert.deepEqual(
      [status, body.error, body.error_description],
      [401, "invalid_client", "The client_assertion token has already been used."],
    );
    assert.equal((await ask(org, await sign({ ...claims, jti: "two" }))).status, 200);
    const nameless = { ...claims };
    delete nameless.jti;
    const again = await sign(nameless);
    assert.deepEqual([(await ask(org, again)).status, (await ask(org, again)).status], [200, 200]);
  });

  it("remembers used assertions over a restart, and forgets them when they expire", async () => {
    const first = await setUp();
    const assertion = await sign(first.claims);
    await ask(first.org, assertion);
    const second = new OktaOrg({ state: JSON.parse(JSON.stringify(first.org.state)) as object });
    assert.equal((await ask(second, assertion)).status, 401);
    second.clock.advance(301);
    const later = { ...first.claims, iat: now + 301, exp: now + 600 };
    assert.equal((await ask(second, await sign(later))).status, 200);
  });

  it("admits no assertion that was refused before it was used", async () => {
    const { org, claims } = await setUp();
    assert.equal((await ask(org, await sign({ ...claims, aud: "wrong" }))).status, 401);
    assert.equal((await ask(org, await sign(claims))).status, 200);
  });

  for (const [what, change, description] of [
    ["another subject", { sub: "x" }, "The subject claim for client_assertion is not a valid client_id."],
    ["an unknown issuer", { iss: "x" }, "The issuer claim for client_assertion is not a valid client_id."],
    ["no issuer", { iss: undefined }, "The issuer claim for client_assertion is not a valid client_id."],
    [
      "the issuer as audience",
      { aud: `${orgUrl}/oauth2/default` },
      "The audience claim for client_assertion must be the endpoint invoked for the request.",
    ],
    ["no expiry", { exp: undefined }, "The client_assertion must contain the 'exp' claim as seconds since epoch."],
    ["an expiry that is now", { exp: now }, "The client_assertion token is expired."],
    [
      "an expiry in more than an hour",
      { exp: now + 3601 },
      "The client_assertion token has an expiration too far into the future.",
    ],
    ["an issue in the future", { iat: now + 1 }, "The client_assertion token must be issued before the current time."],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { org, claims } = await setUp();
      const { status, body } = await ask(org, await sign({ ...claims, ...change } as JWTPayload));
      assert.deepEqual([status, body], [401, { error: "invalid_client", error_description: description }]);
    });
  }

  it("takes an expiry in exactly an hour", async () => {
    const { org, claims } = await setUp();
    assert.equal((await ask(org, await sign({ ...claims, exp: now + 3600 }))).status, 200);
  });

  it("refuses what another key signed, known by its kid or not", async () => {
    const { org, claims } = await setUp();
    const forged = await ask(org, await sign(claims, "other", { kid: "rsa" }));
    assert.deepEqual(
      [forged.status, forged.body.error_description],
      [401, "The client_assertion signature is invalid."],
    );
    const foreign = await ask(org, await sign(claims, "other"));
    assert.equal(foreign.body.error_description, "The client_assertion JWT kid is invalid.");
  });

  it("refuses what is no assertion, or of another type", async () => {
    const { org, claims } = await setUp();
    const { body } = await ask(org, "a.b.c");
    assert.equal(body.error_description, "The parsing of the client_assertion failed.");
    const mistyped = await ask(org, await sign(claims), { client_assertion_type: "x" });
    assert.deepEqual(
      [mistyped.status, mistyped.body],
      [400, { error: "invalid_request", error_description: "The client_assertion_type is invalid." }],
    );
  });

  it("refuses an unsigned assertion, and one signed with a secret", async () => {
    const { org, claims } = await setUp();
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const unsigned = await ask(org, `${part({ alg: "none" })}.${part(claims)}.`);
    assert.equal(unsigned.status, 401);
    assert.equal(unsigned.body.error_description, "The client_assertion JWT signature algorithm is invalid.");
    const symmetric = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", kid: "rsa" })
      .sign(Buffer.from(JSON.stringify(jwk("rsa"))));
    assert.equal((await ask(org, symmetric)).status, 401);
  });

  describe("by a secret (client_secret_jwt)", () => {
    async function setUpSecret() {
      const org = new OktaOrg();
      await org.createScope("default", { name: "keys.read", default: true });
      const app = await org.createApp({ token_endpoint_auth_method: "client_secret_jwt" });
      const claims = { iss: app.id, sub: app.id, aud: `${orgUrl}/oauth2/default/v1/token`, exp: now + 60 };
      return { org, claims, secret: app.credentials.oauthClient.client_secret };
    }

    const signBy = async (claims: JWTPayload, secret: string) =>
      new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(secret));

    it("admits what is signed with it", async () => {
      const { org, claims, secret } = await setUpSecret();
      assert.equal((await ask(org, await signBy(claims, secret))).status, 200);
    });

    it("refuses what is signed with another, or with a key", async () => {
      const { org, claims, secret } = await setUpSecret();
      const { body } = await ask(org, await signBy(claims, `${secret}x`));
      assert.equal(body.error_description, "The client_assertion signature is invalid.");
      assert.equal((await ask(org, await sign(claims))).status, 401);
    });
  });

  it("refuses a client that has a secret", async () => {
    const org = new OktaOrg();
    const app = await org.createApp();
    const claims = { iss: app.id, sub: app.id, aud: `${orgUrl}/oauth2/default/v1/token`, exp: now + 60 };
    const { status, body } = await ask(org, await sign(claims));
    assert.equal(status, 401);
    assert.match(body.error_description ?? "", /^Client authentication failed\./);
  });

  describe("with a key set at an address", () => {
    const oauthClient = { jwks_uri: "https://keys.acme.okta.com/jwks?set=1" };

    it("asks for it inside the sandbox", async () => {
      const asked: string[] = [];
      const fetch: OktaOrgOptions["fetch"] = async ({ method, url, target }) => {
        asked.push(`${method} ${url.href} ${target}`);
        return json(200, { keys: [jwk("rsa")] });
      };
      const { org, claims } = await setUp([], oauthClient, { fetch });
      assert.equal((await ask(org, await sign(claims))).status, 200);
      assert.deepEqual(asked, ["GET https://keys.acme.okta.com/jwks?set=1 /jwks?set=1"]);
    });

    for (const [what, fetch, description] of [
      ["nobody answers for", undefined, "Error retrieving the client JWKSet from jwks_uri."],
      ["answers with an error", async () => json(500, {}), "Error retrieving the client JWKSet from jwks_uri."],
      [
        "has no key",
        async () => json(200, { keys: [] }),
        "The client JWKSet from jwks_uri must contain at least one key.",
      ],
    ] as const) {
      it(`refuses one that ${what}`, async () => {
        const { org, claims } = await setUp([], oauthClient, fetch && { fetch });
        const { status, body } = await ask(org, await sign(claims));
        assert.deepEqual([status, body.error_description], [401, description]);
      });
    }
  });
});
