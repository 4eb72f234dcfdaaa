import assert from "node:assert/strict";
import { decide } from "../../../trust/gateway/decide.ts";
import type { AuthorizerCheck, Refused } from "../../../trust/gateway/Decision.ts";
import { explainDecision, type DecisionContext, type Explanation } from "../../../trust/gateway/explainDecision.ts";
import { config, documents, goodClaims, issuer, makeKey, now, seconds, sign } from "./tokens.ts";

const route = { api: "inventory", key: "GET /keys", issuer: "okta" };
const partners = "https://acme-dev.okta.com/oauth2/aus2";
const context: DecisionContext = { config, now, route, issuers: { okta: issuer, partners } };

function explain(
  check: AuthorizerCheck,
  details: Partial<Refused> = {},
  over: Partial<DecisionContext> = {},
): Explanation {
  const status = check === "scope" ? 403 : 401;
  return explainDecision({ admitted: false, status, check, ...details }, { ...context, ...over });
}

describe("explainDecision", () => {
  it("says which scope admitted", () => {
    assert.deepEqual(explainDecision({ admitted: true, claims: {}, matchedScopes: ["keys.read"] }, context), {
      admitted: true,
      summary: "Admitted: the token holds keys.read, and one of the route's scopes is enough.",
      change: [],
    });
  });

  it("says that a route without scopes admits every token", () => {
    assert.deepEqual(explainDecision({ admitted: true, claims: {}, matchedScopes: null }, context), {
      admitted: true,
      summary: "Admitted: the route asks for no scope, so every token of its issuer and audience passes.",
      change: ['To ask for scopes, list them under crosstrust:apis.inventory.routes["GET /keys"].scopes.'],
    });
  });

  const mismatches: readonly (readonly [name: string, actual: unknown, summary: string])[] = [
    ["a slash at its end", `${issuer}/`, "the token's issuer ends in a slash, the route's does not."],
    ["other letters", issuer.toUpperCase(), "the token's issuer differs from the route's in upper and lower case."],
    [
      "the organisation's server",
      "https://acme-dev.okta.com",
      "the token is from the Okta organisation itself, not from the custom authorization server.",
    ],
    [
      "another domain",
      "https://id.acme.example/oauth2/aus1",
      "the token's issuer has another host name than the route's: Okta's own domain and a custom one differ.",
    ],
    ["a name of the config", partners, "the token is from another issuer (partners) than the route trusts."],
    ["no likeness", "https://evil.example.com", "the token is from another issuer than the route trusts."],
    ["no text", undefined, "the token does not name its issuer (iss)."],
  ];
  for (const [name, actual, summary] of mismatches) {
    it(`tells an issuer with ${name}`, () => {
      assert.equal(explain("issuer", { expected: issuer, actual }).summary, `401 Unauthorized: ${summary}`);
    });
  }

  it("tells a slash that only the route's issuer has", () => {
    const explanation = explain("issuer", { actual: issuer }, { config: { ...config, issuer: `${issuer}/` } });
    assert.equal(explanation.summary, "401 Unauthorized: the route's issuer ends in a slash, the token's does not.");
  });

  it("names the key of the config for a token of another declared issuer", () => {
    assert.deepEqual(explain("issuer", { expected: issuer, actual: partners }).change, [
      "Fetch the token from the issuer okta, not partners.",
      'If the route is for clients of partners, set crosstrust:apis.inventory.routes["GET /keys"].issuer to partners: a route trusts one issuer.',
    ]);
  });

  it("lists both audiences, and which claim was looked at", () => {
    const refused = { expected: config.audiences, actual: ["https://a.example.com", "https://b.example.com"] };
    assert.deepEqual(explain("audience", refused, { claims: { aud: refused.actual } }), {
      admitted: false,
      status: 401,
      check: "audience",
      summary: "401 Unauthorized: the token is for another audience (aud).",
      expected: "https://api.example.com",
      actual: "https://a.example.com, https://b.example.com",
      change: [
        "Ask for a token whose audience is https://api.example.com, from the authorization server of that audience.",
        "If the token's audience is the right one, set crosstrust:issuers.okta.audience to it.",
      ],
    });
    const byClient = explain("audience", { actual: "0oa1" }, { claims: { client_id: "0oa1" } });
    assert.match(byClient.summary, /another audience \(client_id\)/);
    assert.match(explain("audience").summary, /neither aud nor client_id/);
  });

  const ages: readonly (readonly [number, string])[] = [
    [1, "2 s"],
    [119, "120 s"],
    [600, "10 min"],
    [3 * 3600, "3 h"],
    [5 * 86_400, "5 days"],
  ];
  for (const [age, words] of ages) {
    it(`says that a token expired ${words} ago`, () => {
      const { summary } = explain("expiry", { actual: seconds - age });
      assert.equal(summary, `401 Unauthorized: the token expired ${words} ago.`);
    });
  }

  it("says by how much a token is too early", () => {
    assert.match(explain("not-before", { actual: seconds + 60 }).summary, /\(nbf\) is 60 s ahead/);
    assert.match(explain("issued-at", { actual: seconds + 600 }).summary, /\(iat\) is 10 min ahead/);
    assert.match(explain("issued-at", { actual: "x" }).summary, /\(iat\) is not a number/);
    assert.match(explain("expiry").summary, /does not say when it expires/);
  });

  it("tells a missing scope with what to change", () => {
    assert.deepEqual(explain("scope", { expected: ["keys.read"], actual: ["keys.write"] }), {
      admitted: false,
      status: 403,
      check: "scope",
      summary: "403 Forbidden: the token is valid but holds none of the route's scopes.",
      expected: "keys.read",
      actual: "keys.write",
      change: [
        "Name keys.read in the token request (scope=keys.read).",
        "If Okta refuses that, let the client have the scope: crosstrust:issuers.okta.clients, and .accessPolicies if declared.",
        'If the token should do as it is, add its scope to crosstrust:apis.inventory.routes["GET /keys"].scopes: one of those listed is enough.',
      ],
    });
    assert.match(explain("scope", { actual: [] }).summary, /holds no scope/);
  });

  const checks: readonly AuthorizerCheck[] = [
    "identity-source",
    "structure",
    "algorithm",
    "discovery",
    "jwks",
    "key-id",
    "signature",
  ];
  for (const check of checks) {
    it(`has a reason and advice for ${check}, with nothing but the config known`, () => {
      const { summary, change } = explainDecision({ admitted: false, status: 401, check }, { config, now });
      assert.match(summary, /^401 Unauthorized: .+\.$/);
      assert.ok(change.length > 0);
    });
  }

  it("says first that a token is from another issuer, whose keys the route's issuer does not have", () => {
    const { check, summary, change } = explain("key-id", {}, { claims: { iss: partners } });
    assert.equal(check, "key-id");
    assert.equal(
      summary,
      "401 Unauthorized: no RSA key of the issuer has the token's key id: the token is from another issuer (partners) than the route trusts.",
    );
    assert.deepEqual(change, [
      "Fetch the token from the issuer okta, not partners.",
      'If the route is for clients of partners, set crosstrust:apis.inventory.routes["GET /keys"].issuer to partners: a route trusts one issuer.',
    ]);
  });

  it("does not speak of another issuer where a rotated key signed", () => {
    const { summary, change } = explain("key-id", {}, { claims: { iss: issuer } });
    assert.equal(summary, "401 Unauthorized: no RSA key of the issuer has the token's key id.");
    assert.match(change[0] ?? "", /^Fetch a fresh token: after a rotation/);
    assert.ok(!change.some((one) => one.includes("another issuer")), change.join("\n"));
  });

  it("lets nothing in a claim steer the terminal or fill it", () => {
    const { actual } = explain("issuer", { actual: `https://x\u001b[2J\u202e${"y".repeat(1000)}` });
    assert.equal(actual, `https://x\\u{1b}[2J\\u{202e}${"y".repeat(300)}`.slice(0, 300) + "…");
  });

  it("never tells the token or its signature", async () => {
    const [key, foreign] = await Promise.all([makeKey("RS256", "k1"), makeKey("RS256", "k1")]);
    for (const signer of [key, foreign]) {
      for (const change of [{}, { iss: "x" }, { aud: "x" }, { exp: 1 }, { scp: [] }]) {
        const claims = { ...goodClaims(), ...change };
        const token = await sign(signer, claims);
        const decision = await decide(`Bearer ${token}`, config, documents([key.jwk]), now);
        const text = JSON.stringify(explainDecision(decision, { ...context, claims }));
        for (const part of token.split(".")) assert.ok(!text.includes(part));
      }
    }
  });
});
