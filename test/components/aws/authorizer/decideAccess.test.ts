import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { exportSPKI } from "jose";
import { decideAccess } from "../../../../components/aws/authorizer/decideAccess.mjs";
import type {
  AccessTable,
  AdmittedAccess,
  RefusedAccess,
} from "../../../../components/aws/authorizer/decideAccess.mjs";
import { requireKey } from "../../../../components/aws/authorizer/publishedKeys.mjs";
import { base64url, makeKey, seconds, sign, type SigningKey } from "../../../trust/gateway/tokens.ts";

const tenant = "https://login.microsoftonline.com/6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70/v2.0";
const customers = "https://acmecustomers.b2clogin.com/tfp/b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29/b2c_1_signin/v2.0/";

const table: AccessTable = {
  issuers: {
    workforce: issuer(tenant, ["orders-api"], "azp"),
    reports: issuer(tenant, ["reports-api"], "azp"),
    customers: issuer(customers, ["shop-api"], "azp"),
  },
  routes: {
    "GET /export": [{ issuer: "workforce", scopes: [], roles: ["Orders.Export", "Orders.All"] }],
    "GET /all": [
      { issuer: "customers", scopes: ["orders.read"], roles: [] },
      { issuer: "workforce", scopes: [], roles: ["Orders.Export"] },
    ],
    "GET /any": [{ issuer: "workforce", scopes: [], roles: [] }],
    "GET /closed": [],
    "GET /either": [
      { issuer: "workforce", scopes: [], roles: ["Orders.Export"] },
      { issuer: "reports", scopes: [], roles: ["Reports.Read"] },
    ],
  },
};

function issuer(iss: string, audiences: string[], clientIdClaim: string) {
  return { iss, audiences, clientIdClaim, discoveryUrl: `${iss}/.well-known/openid-configuration` };
}

/** An app-only token of Entra ID that opens the export. */
const appOnly = {
  iss: tenant,
  aud: "orders-api",
  azp: "nightly-export",
  sub: "sp-1",
  iat: seconds - 10,
  nbf: seconds - 10,
  exp: seconds + 300,
  roles: ["Orders.Export"],
};
/** An access token of B2C that opens what customers may read. */
const shop = { ...appOnly, iss: customers, aud: "shop-api", azp: "shop", roles: undefined, scp: "orders.read" };

describe("the Lambda authorizer's decision", () => {
  let key: SigningKey;
  let foreign: SigningKey;

  before(async () => {
    [key, foreign] = await Promise.all([makeKey("RS256", "k1"), makeKey("RS256", "k1")]);
  });

  const decideOn = (authorization: string | undefined, route: string, now = seconds, jwk = key.jwk) =>
    decideAccess(authorization, route, table, async (_issuer, kid) => requireKey([jwk], kid), now);

  async function decide(
    claims: Record<string, unknown>,
    route = "GET /export",
    header: Record<string, unknown> = {},
  ): Promise<AdmittedAccess | RefusedAccess> {
    return decideOn(`Bearer ${await sign(key, claims, header)}`, route);
  }

  describe("admits", () => {
    const good: Record<string, [claims: Record<string, unknown>, route: string, expected: Partial<AdmittedAccess>]> = {
      "a role of the route": [
        appOnly,
        "GET /export",
        { issuer: "workforce", matched: ["Orders.Export"], client: "nightly-export" },
      ],
      "one of several roles": [
        { ...appOnly, roles: ["x", "Orders.All", "Orders.Export"] },
        "GET /export",
        { matched: ["Orders.Export", "Orders.All"] },
      ],
      "a scope of one issuer": [shop, "GET /all", { issuer: "customers", matched: ["orders.read"], client: "shop" }],
      "a role of another issuer on the same route": [
        appOnly,
        "GET /all",
        { issuer: "workforce", matched: ["Orders.Export"] },
      ],
      "the scope in `scope`": [{ ...shop, scp: undefined, scope: "openid orders.read" }, "GET /all", {}],
      "the scope in a list": [{ ...shop, scp: ["orders.read"] }, "GET /all", {}],
      "a scoped token that names no client": [{ ...shop, azp: undefined }, "GET /all", { issuer: "customers" }],
      "any access token where nothing is asked for": [{ ...appOnly, roles: undefined }, "GET /any", { matched: null }],
      "the second of two audiences of one iss": [
        { ...appOnly, aud: "reports-api", roles: ["Reports.Read"] },
        "GET /either",
        { issuer: "reports", matched: ["Reports.Read"] },
      ],
      "a token for several audiences, by what it may at one of them": [
        { ...appOnly, aud: ["orders-api", "reports-api"], roles: ["Reports.Read"] },
        "GET /either",
        { issuer: "reports" },
      ],
      "client_id for want of aud": [{ ...appOnly, aud: undefined, client_id: "orders-api" }, "GET /export", {}],
      "a token within the second of its issue": [{ ...appOnly, iat: seconds, nbf: seconds }, "GET /export", {}],
    };
    for (const [what, [claims, route, expected]] of Object.entries(good)) {
      it(what, async () => {
        const decision = await decide(claims, route);
        assert.equal(decision.admitted, true);
        assert.deepEqual(decision.claims, JSON.parse(JSON.stringify(claims)));
        const found = Object.keys(expected).map((name) => [name, decision[name as keyof AdmittedAccess]]);
        assert.deepEqual(Object.fromEntries(found), expected);
      });
    }

    it("a token without the prefix", async () => {
      assert.equal((await decideOn(await sign(key, appOnly), "GET /export")).admitted, true);
    });

    it("says of no client where the token has none", async () => {
      const decision = await decide({ ...shop, azp: undefined }, "GET /all");
      assert.equal("client" in decision, false);
    });
  });

  describe("refuses", () => {
    const bad: Record<
      string,
      [claims: Record<string, unknown>, check: RefusedAccess["check"], route?: string, header?: Record<string, unknown>]
    > = {
      "a route that the table does not have": [appOnly, "route", "GET /other"],
      "a route of the object's own": [appOnly, "route", "constructor"],
      "a route that admits nobody": [appOnly, "route", "GET /closed"],
      "another issuer": [{ ...appOnly, iss: `${tenant}/` }, "issuer"],
      "an issuer in other letters": [{ ...appOnly, iss: tenant.toUpperCase() }, "issuer"],
      "a token of version 1": [
        { ...appOnly, iss: "https://sts.windows.net/6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70/" },
        "issuer",
      ],
      "no issuer": [{ ...appOnly, iss: undefined }, "issuer"],
      "an issuer that another route admits": [shop, "issuer"],
      "another audience": [{ ...appOnly, aud: "other-api" }, "audience"],
      "the audience of another API of the same tenant": [{ ...appOnly, aud: "reports-api" }, "audience"],
      "the audience of another issuer": [{ ...appOnly, aud: "shop-api" }, "audience", "GET /all"],
      "no audience": [{ ...appOnly, aud: undefined }, "audience"],
      "an audience that is no text": [{ ...appOnly, aud: { "orders-api": true }, client_id: "orders-api" }, "audience"],
      "an audience of null, though client_id would do": [
        { ...appOnly, aud: null, client_id: "orders-api" },
        "audience",
      ],
      "an expired token": [{ ...appOnly, exp: seconds }, "expiry"],
      "no expiry": [{ ...appOnly, exp: undefined }, "expiry"],
      "an expiry in a text": [{ ...appOnly, exp: String(seconds + 300) }, "expiry"],
      "a token of tomorrow": [{ ...appOnly, nbf: seconds + 1 }, "not-before"],
      "a token that is issued later": [{ ...appOnly, iat: seconds + 1 }, "issued-at"],
      "no role": [{ ...appOnly, roles: undefined }, "role"],
      "another role": [{ ...appOnly, roles: ["Orders.Approve"] }, "role"],
      "a role in other letters": [{ ...appOnly, roles: ["orders.export"] }, "role"],
      "roles in a text": [{ ...appOnly, roles: "Orders.Export" }, "role"],
      "roles as an object": [{ ...appOnly, roles: { 0: "Orders.Export", length: 1 } }, "role"],
      "a role among what is no text": [{ ...appOnly, roles: ["Orders.Export", 1] }, "role"],
      "a role within a list": [{ ...appOnly, roles: [["Orders.Export"]] }, "role"],
      "the role as a scope": [{ ...appOnly, roles: [], scp: "Orders.Export", scope: "Orders.Export" }, "role"],
      "the scope as a role": [{ ...shop, scp: undefined, roles: ["orders.read"] }, "scope", "GET /all"],
      "the role of the other issuer": [{ ...shop, roles: ["Orders.Export"], scp: "" }, "scope", "GET /all"],
      "the role of the other API of the tenant": [{ ...appOnly, roles: ["Reports.Read"] }, "role", "GET /either"],
      "a part of a scope": [{ ...shop, scp: "orders.readall orders" }, "scope", "GET /all"],
      "an ID token with the role": [{ ...appOnly, azp: undefined, nonce: "n" }, "client"],
      "an ID token where nothing is asked for": [
        { ...appOnly, azp: undefined, roles: undefined },
        "client",
        "GET /any",
      ],
      "a client that is no text": [{ ...appOnly, azp: ["nightly-export"] }, "client"],
      "a key id that is not known": [appOnly, "key-id", "GET /export", { kid: "k2" }],
      "no key id": [appOnly, "key-id", "GET /export", { kid: undefined }],
      "header parameters that must be understood": [appOnly, "signature", "GET /export", { crit: ["exp"], exp: 1 }],
    };
    for (const [what, [claims, check, route, header]] of Object.entries(bad)) {
      it(what, async () => {
        const token = header?.["crit"] ? forge({ alg: "RS256", kid: "k1", ...header }, claims) : undefined;
        const decision = token ? await decideOn(token, route ?? "GET /export") : await decide(claims, route, header);
        assert.equal(decision.admitted, false);
        assert.equal(decision.check, check);
      });
    }

    const forge = (header: unknown, claims: unknown, signature = "c2ln"): string =>
      `${base64url(header)}.${base64url(claims)}.${signature}`;

    it("a token without a signature, whatever its algorithm is called", async () => {
      for (const alg of ["none", "NONE", "", undefined, null, 256]) {
        const decision = await decideOn(forge({ alg, kid: "k1" }, appOnly, ""), "GET /export");
        assert.deepEqual([decision.admitted, "check" in decision && decision.check], [false, "algorithm"]);
      }
    });

    it("a token signed with the public key as a secret", async () => {
      const content = `${base64url({ alg: "HS256", kid: "k1" })}.${base64url(appOnly)}`;
      const spki = await exportSPKI(key.publicKey);
      const signature = createHmac("sha256", spki).update(content).digest("base64url");
      const decision = await decideOn(`${content}.${signature}`, "GET /export");
      assert.equal("check" in decision && decision.check, "algorithm");
    });

    for (const alg of ["RS384", "RS512", "PS256", "ES256"]) {
      it(`a token signed with ${alg}, even by a known key`, async () => {
        const other = await makeKey(alg, "k1");
        const decision = await decideOn(await sign(other, appOnly, { alg }), "GET /export", seconds, other.jwk);
        assert.equal("check" in decision && decision.check, "algorithm");
      });
    }

    it("a key that is not for RS256 signatures", async () => {
      const token = await sign(key, appOnly);
      const others = [{ use: "enc" }, { alg: "RS512" }, { alg: "RSA-OAEP" }, { kty: "oct" }];
      for (const change of others) {
        const decision = await decideOn(token, "GET /export", seconds, { ...key.jwk, ...change });
        assert.equal("check" in decision && decision.check, "key-id");
      }
    });

    it("a signature by another key of the same id, and claims that were changed", async () => {
      const stranger = await decideOn(await sign(foreign, appOnly), "GET /export");
      const [header, , signature] = (await sign(key, { ...appOnly, roles: [] })).split(".");
      const changed = await decideOn(`${header}.${base64url(appOnly)}.${signature}`, "GET /export");
      for (const decision of [stranger, changed]) {
        assert.equal("check" in decision && decision.check, "signature");
        assert.ok(!("bearer" in decision));
      }
    });

    it("what is no token", async () => {
      const token = await sign(key, appOnly);
      const wrong = [
        "a.b",
        "a.b.c",
        "...",
        `bearer ${token}`,
        `BEARER ${token}`,
        `Bearer Bearer ${token}`,
        `Basic ${token}`,
        `Bearer ${token}, Bearer ${token}`,
        `Bearer ${token},${token}`,
        `${token}=`,
        `Bearer ${"a".repeat(20_000)}.b.c`,
        forge("[]", "{}"),
        forge({ alg: "RS256" }, "null"),
        forge({ alg: "RS256" }, "[1]"),
      ];
      for (const authorization of wrong) {
        const decision = await decideOn(authorization, "GET /export");
        assert.equal(decision.admitted, false);
        assert.ok(
          ["structure", "signature"].includes(decision.check),
          `${authorization.slice(0, 40)} ${decision.check}`,
        );
      }
      for (const authorization of [undefined, "", "  "]) {
        const decision = await decideOn(authorization, "GET /export");
        assert.equal("check" in decision && decision.check, "identity-source");
      }
    });

    it("and says what was wanted and found, never the token", async () => {
      const token = await sign(key, { ...appOnly, roles: ["Orders.Approve"] });
      const decision = await decideOn(`Bearer ${token}`, "GET /export");
      assert.deepEqual(decision, {
        admitted: false,
        check: "role",
        issuer: "workforce",
        expected: ["Orders.Export", "Orders.All"],
        actual: ["Orders.Approve"],
        bearer: { iss: appOnly.iss, sub: appOnly.sub, client: appOnly.azp },
      });
      for (const part of token.split(".")) assert.ok(!JSON.stringify(decision).includes(part));
    });
  });

  it("lets a failure through that is none of the token's", async () => {
    const token = await sign(key, appOnly);
    const broken = () => Promise.reject(new RangeError("broken"));
    await assert.rejects(decideAccess(token, "GET /export", table, broken, seconds), RangeError);
  });

  it("asks for no key before issuer and audience are known ones", async () => {
    let asked = 0;
    const count = async () => {
      asked++;
      return key.jwk;
    };
    for (const claims of [
      { ...appOnly, iss: "https://evil.example" },
      { ...appOnly, aud: "x" },
    ]) {
      await decideAccess(await sign(foreign, claims), "GET /export", table, count, seconds);
    }
    assert.equal(asked, 0);
  });
});
