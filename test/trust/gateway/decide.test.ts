import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { exportSPKI } from "jose";
import { decide } from "../../../trust/gateway/decide.ts";
import type { Decision, IssuerDocuments, JwtAuthorizerConfig, Refused } from "../../../trust/gateway/Decision.ts";
import {
  base64url,
  config,
  documents,
  goodClaims,
  issuer,
  jwksUri,
  makeKey,
  now,
  seconds,
  sign,
  type SigningKey,
} from "./tokens.ts";

function invalid(check: Refused["check"], errorDescription: string, details: Partial<Refused> = {}): Refused {
  return {
    admitted: false,
    status: 401,
    check,
    wwwAuthenticate: `Bearer scope="" error="invalid_token" error_description="${errorDescription}"`,
    errorDescription,
    ...details,
  };
}

describe("decide", () => {
  let key: SigningKey;
  let foreign: SigningKey;

  before(async () => {
    [key, foreign] = await Promise.all([makeKey("RS256", "k1"), makeKey("RS256", "k1")]);
  });

  interface Setting {
    claims?: Record<string, unknown>;
    header?: Record<string, unknown>;
    config?: Partial<JwtAuthorizerConfig>;
    documents?: IssuerDocuments;
    now?: Date;
  }

  /** The decision on a good token, changed where said. */
  async function judge(setting: Setting = {}): Promise<Decision> {
    const token = await sign(key, { ...goodClaims(), ...setting.claims }, setting.header);
    return judgeToken(`Bearer ${token}`, setting);
  }

  async function judgeToken(authorization: string | undefined, setting: Setting = {}): Promise<Decision> {
    return decide(
      authorization,
      { ...config, ...setting.config },
      setting.documents ?? documents([key.jwk]),
      setting.now ?? now,
    );
  }

  describe("admits", () => {
    it("a good token, with its claims and the route's scopes that it holds", async () => {
      assert.deepEqual(await judge(), { admitted: true, claims: goodClaims(), matchedScopes: ["keys.read"] });
    });

    it("a token without the prefix", async () => {
      assert.equal((await judgeToken(await sign(key, goodClaims()))).admitted, true);
    });

    const rows: readonly (readonly [string, Setting, string[] | null])[] = [
      ["an audience among others in the token", { claims: { aud: ["x", "https://api.example.com"] } }, ["keys.read"]],
      [
        "an audience among others of the authorizer",
        { config: { audiences: ["x", "https://api.example.com"] } },
        ["keys.read"],
      ],
      [
        "client_id where there is no aud",
        { claims: { aud: undefined, client_id: "https://api.example.com" } },
        ["keys.read"],
      ],
      ["scopes in a text", { claims: { scp: undefined, scope: "openid keys.read" } }, ["keys.read"]],
      ["scp as a text", { claims: { scp: "keys.write keys.read" } }, ["keys.read"]],
      ["one of the route's scopes", { config: { scopes: ["keys.write", "keys.read"] } }, ["keys.read"]],
      [
        "all of the route's scopes, in its order",
        { claims: { scp: ["a", "b"] }, config: { scopes: ["b", "a"] } },
        ["b", "a"],
      ],
      ["any token where the route asks for no scope", { claims: { scp: undefined }, config: { scopes: [] } }, null],
      ["no nbf and no iat", { claims: { iat: undefined } }, ["keys.read"]],
      ["an nbf that is now", { claims: { nbf: seconds }, now: new Date(seconds * 1000) }, ["keys.read"]],
      ["an iat in this very second", { claims: { iat: seconds }, now: new Date(seconds * 1000) }, ["keys.read"]],
      ["the last moment before exp", { claims: { exp: seconds + 1 } }, ["keys.read"]],
    ];
    for (const [name, setting, matchedScopes] of rows) {
      it(name, async () => {
        const decision = await judge(setting);
        assert.equal(decision.admitted, true);
        assert.deepEqual(decision.matchedScopes, matchedScopes);
      });
    }

    for (const alg of ["RS384", "RS512"]) {
      it(alg, async () => {
        const other = await makeKey(alg, "k1");
        const token = await sign(other, goodClaims(), { alg });
        assert.equal((await judgeToken(token, { documents: documents([other.jwk]) })).admitted, true);
      });
    }
  });

  describe("without a token", () => {
    for (const authorization of [undefined, "", "  "]) {
      it(`answers ${JSON.stringify(authorization)} with the scheme alone, and asks nobody for documents`, async () => {
        const unasked = documents([], { discovery: () => assert.fail("asked") });
        assert.deepEqual(await judgeToken(authorization, { documents: unasked }), {
          admitted: false,
          status: 401,
          check: "identity-source",
          wwwAuthenticate: "Bearer",
          expected: "a token, alone or after `Bearer `, in the header Authorization",
        });
      });
    }
  });

  describe("refuses as malformed", () => {
    const segments = (count: number) =>
      invalid("structure", "token contains an invalid number of segments", {
        expected: "3 segments",
        actual: `${count} segments`,
      });
    const expected = "a header and claims that are JSON objects in base64url, and nothing before them but `Bearer `";
    const malformed = invalid("structure", "token is malformed", { expected });
    const rows: readonly (readonly [string, string, Refused])[] = [
      ["one segment", "Bearer nonsense", segments(1)],
      ["the prefix alone", "Bearer", segments(1)],
      ["two segments", "Bearer a.b", segments(2)],
      ["five segments, an encrypted token", "Bearer a.b.c.d.e", segments(5)],
      ["a header that is no base64url", "Bearer !.e30.x", malformed],
      ["a header that is no JSON", `Bearer ${base64url("{")}.e30.x`, malformed],
      ["a header that is a list", `Bearer ${base64url([])}.e30.x`, malformed],
      ["claims that are no JSON", `Bearer ${base64url({ alg: "RS256" })}.${base64url("x")}.x`, malformed],
      ["claims that are a text", `Bearer ${base64url({ alg: "RS256" })}.${base64url('"x"')}.x`, malformed],
      ["another scheme", `Basic ${base64url({ alg: "RS256" })}.e30.x`, malformed],
      [
        "the prefix in lower case",
        `bearer ${base64url({ alg: "RS256" })}.e30.x`,
        invalid("structure", "tokenstring should not contain 'bearer '", { expected }),
      ],
    ];
    for (const [name, authorization, refused] of rows) {
      it(name, async () => {
        assert.deepEqual(await judgeToken(authorization), refused);
      });
    }
  });

  describe("refuses the algorithm", () => {
    const algorithms = ["RS256", "RS384", "RS512"];
    const unsigned = (header: unknown) => `${base64url(header)}.${base64url(goodClaims())}.`;
    const refused = (text: string, actual: unknown) => invalid("algorithm", text, { expected: algorithms, actual });

    it("none", async () => {
      assert.deepEqual(
        await judgeToken(unsigned({ alg: "none", kid: "k1" })),
        refused("signing method none is invalid", "none"),
      );
    });

    it("HS256 with the public key as the secret", async () => {
      const secret = await exportSPKI(key.publicKey);
      const content = `${base64url({ alg: "HS256", kid: "k1" })}.${base64url(goodClaims())}`;
      const token = `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
      assert.deepEqual(await judgeToken(token), refused("signing method HS256 is invalid", "HS256"));
    });

    for (const alg of ["ES256", "PS256"]) {
      it(`${alg}, though the key set has the key`, async () => {
        const other = await makeKey(alg, "k1");
        const token = await sign(other, goodClaims(), { alg });
        const decision = await judgeToken(token, { documents: documents([other.jwk]) });
        assert.deepEqual(decision, refused(`signing method ${alg} is invalid`, alg));
      });
    }

    it("that is missing", async () => {
      assert.deepEqual(
        await judgeToken(unsigned({ kid: "k1" })),
        refused("signing method (alg) is unspecified.", undefined),
      );
    });

    for (const alg of ['x"\r\nset-cookie: a=b', "rs256", "RS256 ", 5, ["RS256"]]) {
      it(`${JSON.stringify(alg)}, without repeating it in the header`, async () => {
        assert.deepEqual(
          await judgeToken(unsigned({ alg, kid: "k1" })),
          refused("signing method (alg) is unavailable.", alg),
        );
      });
    }
  });

  describe("refuses when the issuer's documents", () => {
    const fail = () => Promise.reject(new Error("down"));
    const rows: readonly (readonly [string, Partial<IssuerDocuments>, Refused])[] = [
      ...(
        [
          ["have no discovery document", fail],
          ["have no jwks_uri", async () => ({ issuer })],
          ["have a jwks_uri that is no text", async () => ({ jwks_uri: 5 })],
        ] as const
      ).map(
        ([name, discovery]) =>
          [
            name,
            { discovery },
            invalid("discovery", "OIDC discovery endpoint communication error", {
              expected: `${issuer}/.well-known/openid-configuration with a jwks_uri`,
            }),
          ] as const,
      ),
      ...(
        [
          ["have no key set", fail],
          ["have a key set without keys", async () => ({}) as never],
        ] as const
      ).map(
        ([name, jwks]) =>
          [
            name,
            { jwks },
            invalid("jwks", "JWKS communication error", { expected: `a key set at ${jwksUri}` }),
          ] as const,
      ),
    ];
    for (const [name, over, refused] of rows) {
      it(name, async () => {
        assert.deepEqual(await judge({ documents: documents([key.jwk], over) }), refused);
      });
    }

    it("are asked for under the configured issuer, not the token's", async () => {
      const asked: string[] = [];
      const noting = documents([], {
        discovery: async (of) => (asked.push(of), { jwks_uri: "https://keys.example.com/" }),
        jwks: async (uri) => (asked.push(uri), { keys: [key.jwk] }),
      });
      await judge({ documents: noting, claims: { iss: "https://evil.example.com" } });
      assert.deepEqual(asked, [issuer, "https://keys.example.com/"]);
    });
  });

  describe("refuses the key", () => {
    const unknown = (expected: unknown, actual: unknown) =>
      invalid("key-id", "the token's key id is not known", { expected, actual });

    it("that is not in the key set", async () => {
      assert.deepEqual(await judge({ header: { kid: "k2" } }), unknown(["k1"], "k2"));
    });

    it("that the token does not name, though there is only one", async () => {
      assert.deepEqual(await judge({ header: { kid: undefined } }), unknown(["k1"], undefined));
    });

    it("without an id, for a token without one", async () => {
      const jwk = { ...key.jwk };
      delete jwk.kid;
      const decision = await judge({ header: { kid: undefined }, documents: documents([jwk]) });
      assert.deepEqual(decision, unknown([undefined], undefined));
    });

    it("of another type with the same id", async () => {
      const ec = await makeKey("ES256", "k1");
      assert.deepEqual(await judge({ documents: documents([ec.jwk]) }), unknown([], "k1"));
      const oct = { kty: "oct", kid: "k1", k: base64url("secret") };
      assert.deepEqual(await judge({ documents: documents([oct]) }), unknown([], "k1"));
      assert.equal((await judge({ documents: documents([ec.jwk, oct, key.jwk]) })).admitted, true);
    });

    it("set that holds no objects", async () => {
      assert.deepEqual(await judge({ documents: documents([null, "k1"] as never) }), unknown([], "k1"));
    });
  });

  describe("refuses the signature", () => {
    const refused = invalid("signature", "crypto/rsa: verification error", {
      expected: "a signature by the key k1",
    });

    it("of another key with the same id", async () => {
      assert.deepEqual(await judgeToken(await sign(foreign, goodClaims())), refused);
    });

    it("of claims that were changed", async () => {
      const [header, , signature] = (await sign(key, goodClaims())).split(".");
      const claims = base64url({ ...goodClaims(), scp: ["keys.read", "keys.write"] });
      assert.deepEqual(await judgeToken(`${header}.${claims}.${signature}`), refused);
    });

    it("that is missing or cut", async () => {
      const [header, claims, signature = ""] = (await sign(key, goodClaims())).split(".");
      assert.deepEqual(await judgeToken(`${header}.${claims}.`), refused);
      assert.deepEqual(await judgeToken(`${header}.${claims}.${signature.slice(0, -4)}`), refused);
    });

    it("by a key that is not for signatures, or for another algorithm, or unusable", async () => {
      for (const change of [{ use: "enc" }, { alg: "RS512" }, { n: "AQAB" }, { key_ops: ["encrypt"] }]) {
        assert.deepEqual(await judge({ documents: documents([{ ...key.jwk, ...change }]) }), refused);
      }
    });

    it("of a token with parameters that must be understood", async () => {
      assert.deepEqual(await judge({ header: { crit: ["b64"], b64: true } }), refused);
    });

    it("before any claim", async () => {
      const token = await sign(foreign, { ...goodClaims(), iss: "x", aud: "x", exp: 1, scp: [] });
      assert.deepEqual(await judgeToken(token), refused);
    });
  });

  describe("refuses, on a validly signed token, the claim alone", () => {
    const time = now.getTime() / 1000;
    const wrongIssuer = (actual: unknown) => invalid("issuer", "issuer does not match", { expected: issuer, actual });
    const wrongAudience = (actual: unknown) =>
      invalid("audience", "the token does not have a valid audience", { expected: config.audiences, actual });
    const expired = (actual: unknown) =>
      invalid("expiry", "the token has expired", { expected: `after ${time}`, actual });
    const notBefore = (actual: unknown) =>
      invalid("not-before", "the token is not valid yet", { expected: `not after ${time}`, actual });
    const issuedAt = (actual: unknown) =>
      invalid("issued-at", "the token was issued in the future", { expected: `not after ${time}`, actual });

    const rows: readonly (readonly [string, Record<string, unknown>, Refused])[] = [
      [
        "iss of another issuer",
        { iss: "https://acme-dev.okta.com/oauth2/aus2" },
        wrongIssuer("https://acme-dev.okta.com/oauth2/aus2"),
      ],
      ["iss with a trailing slash", { iss: `${issuer}/` }, wrongIssuer(`${issuer}/`)],
      ["iss in other letters", { iss: issuer.toUpperCase() }, wrongIssuer(issuer.toUpperCase())],
      ["iss that is missing", { iss: undefined }, wrongIssuer(undefined)],
      ["iss that is a list", { iss: [issuer] }, wrongIssuer([issuer])],
      ["aud of another audience", { aud: "https://reports.example.com" }, wrongAudience("https://reports.example.com")],
      ["aud as a part of the audience", { aud: "https://api.example.co" }, wrongAudience("https://api.example.co")],
      ["aud that is a list of others", { aud: ["a", "b"] }, wrongAudience(["a", "b"])],
      ["aud that is an empty list", { aud: [] }, wrongAudience([])],
      ["aud that is missing, with no client_id", { aud: undefined }, wrongAudience(undefined)],
      ["aud, whatever client_id says", { aud: "x", client_id: "https://api.example.com" }, wrongAudience("x")],
      [
        "aud that is null, whatever client_id says",
        { aud: null, client_id: "https://api.example.com" },
        wrongAudience(null),
      ],
      [
        "aud that is an object",
        { aud: { 0: "https://api.example.com" } },
        wrongAudience({ 0: "https://api.example.com" }),
      ],
      ["client_id where there is no aud", { aud: undefined, client_id: "x" }, wrongAudience("x")],
      ["exp that is past", { exp: seconds - 1 }, expired(seconds - 1)],
      ["exp that is this second", { exp: seconds }, expired(seconds)],
      ["exp that is missing", { exp: undefined }, expired(undefined)],
      ["exp that is a text", { exp: String(seconds + 300) }, expired(String(seconds + 300))],
      ["nbf that is to come", { nbf: seconds + 1 }, notBefore(seconds + 1)],
      ["nbf that is a text", { nbf: "0" }, notBefore("0")],
      ["nbf that is null", { nbf: null }, notBefore(null)],
      ["iat that is to come", { iat: seconds + 1 }, issuedAt(seconds + 1)],
      ["iat that is a text", { iat: "0" }, issuedAt("0")],
    ];
    for (const [name, claims, refused] of rows) {
      it(name, async () => {
        const token = signRaw({ ...goodClaims(), ...claims });
        assert.deepEqual(await judgeToken(await token), refused);
      });
    }

    it("exp at the very moment", async () => {
      const decision = await judge({ claims: { exp: seconds }, now: new Date(seconds * 1000) });
      assert.deepEqual(
        decision,
        invalid("expiry", "the token has expired", { expected: `after ${seconds}`, actual: seconds }),
      );
    });

    async function signRaw(claims: Record<string, unknown>): Promise<string> {
      const content = `${base64url({ alg: "RS256", kid: "k1" })}.${base64url(claims)}`;
      const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", key.privateKey, Buffer.from(content));
      return `${content}.${Buffer.from(signature).toString("base64url")}`;
    }
  });

  describe("refuses the claims in order", () => {
    const bad = { iss: "x", aud: "x", exp: seconds - 1, nbf: seconds + 9, iat: seconds + 9, scp: [] };
    const order = ["iss", "aud", "exp", "nbf", "iat"] as const;
    const checks = ["issuer", "audience", "expiry", "not-before", "issued-at"];
    order.forEach((_claim, index) => {
      it(`${checks[index]} before what follows`, async () => {
        const good = goodClaims();
        const mended = Object.fromEntries(order.slice(0, index).map((claim) => [claim, good[claim]]));
        const decision = await judge({ claims: { ...bad, ...mended } });
        assert.ok(!decision.admitted);
        assert.equal(decision.check, checks[index]);
      });
    });
  });

  describe("forbids", () => {
    const rows: readonly (readonly [string, Record<string, unknown>, string[]])[] = [
      ["another scope", { scp: ["keys.write"] }, ["keys.write"]],
      ["no scope at all", { scp: undefined }, []],
      ["an empty scope", { scp: [], scope: "" }, []],
      ["a part of the scope", { scp: ["keys.rea"] }, ["keys.rea"]],
      ["the scope in other letters", { scp: ["Keys.Read"] }, ["Keys.Read"]],
      ["two scopes in one entry of a list", { scp: ["keys.read keys.write"] }, ["keys.read keys.write"]],
      ["a scope of the wrong form", { scp: { "keys.read": true } }, []],
      ["roles in place of scopes", { scp: undefined, roles: ["keys.read"] }, []],
    ];
    for (const [name, claims, held] of rows) {
      it(name, async () => {
        assert.deepEqual(await judge({ claims }), {
          admitted: false,
          status: 403,
          check: "scope",
          expected: ["keys.read"],
          actual: held,
        });
      });
    }
  });

  it("never tells the token or its signature", async () => {
    const token = await sign(foreign, { ...goodClaims(), jti: "AT.unique" });
    const text = JSON.stringify(await judgeToken(`Bearer ${token}`));
    for (const part of token.split(".")) assert.ok(!text.includes(part));
  });
});
