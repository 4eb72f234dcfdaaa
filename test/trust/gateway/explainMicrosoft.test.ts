import assert from "node:assert/strict";
import type { AuthorizerCheck, Claims, Refused } from "../../../trust/gateway/Decision.ts";
import { explainDecision, type DecisionContext, type Explanation } from "../../../trust/gateway/explainDecision.ts";
import { now } from "../microsoftFixture.ts";

const tenant = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";
const otherTenant = "11111111-2222-3333-4444-555555555555";
const clientId = "0f0e0d0c-1111-2222-3333-444455556666";
const entra = `https://login.microsoftonline.com/${tenant}/v2.0`;
const b2cTenant = "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29";
const b2c = `https://acme.b2clogin.com/tfp/${b2cTenant}/b2c_1_signin/v2.0/`;

function explain(
  check: AuthorizerCheck,
  issuer: string,
  refused: Partial<Refused>,
  claims: Claims = {},
  scopes: readonly string[] = ["orders.read"],
): Explanation {
  const status = check === "scope" ? 403 : 401;
  const config = { issuer, audiences: [clientId], scopes };
  const route = { api: "orders", key: "GET /orders", issuer: issuer === entra ? "workforce" : "customers" };
  const context: DecisionContext = { config, now, route, claims };
  return explainDecision({ admitted: false, status, check, ...refused }, context);
}

/** The summary and the first advice. */
function advice(expected: string, actual: string, claims: Claims = {}): readonly [summary: string, change: string] {
  const { summary, change } = explain("issuer", expected, { expected, actual }, claims);
  return [summary.replace("401 Unauthorized: ", ""), change[0] ?? ""];
}

describe("explainDecision, of tokens of Microsoft's", () => {
  it("tells a token of version 1, and the setting that makes it", () => {
    const [summary, change] = advice(entra, `https://sts.windows.net/${tenant}/`, { ver: "1.0" });
    assert.equal(summary, "the token is of version 1, and its issuer is that of version 1.");
    assert.match(change, /Set requestedAccessTokenVersion to 2/);
  });

  it("tells a token for Microsoft Graph from one of version 1", () => {
    const [summary, change] = advice(entra, `https://sts.windows.net/${tenant}/`, {
      aud: "https://graph.microsoft.com",
    });
    assert.equal(summary, "the token is for Microsoft Graph, not for this API.");
    assert.equal(change, "Ask with scope={identifierUri}/.default of this API.");
  });

  it("tells another tenant, of either version", () => {
    for (const iss of [
      `https://login.microsoftonline.com/${otherTenant}/v2.0`,
      `https://sts.windows.net/${otherTenant}/`,
    ]) {
      const [summary, change] = advice(entra, iss);
      assert.equal(summary, `the token is from another tenant (${otherTenant}).`);
      assert.equal(change, `Fetch the token from the token endpoint of the tenant ${tenant}.`);
    }
  });

  it("tells a slash at the end, at Entra ID and at B2C", () => {
    assert.equal(advice(entra, `${entra}/`)[0], "the token's issuer ends in a slash, the route's does not.");
    assert.equal(advice(b2c, b2c.slice(0, -1))[0], "the route's issuer ends in a slash, the token's does not.");
  });

  it("tells a policy in other letters", () => {
    const [summary] = advice(b2c, b2c.replace("b2c_1_signin", "B2C_1_signin"));
    assert.equal(summary, "the token's issuer differs from the route's in upper and lower case.");
  });

  it("tells the tenant's form of a B2C issuer, and the setting that makes it", () => {
    const { summary, change } = explain("issuer", b2c, {
      expected: b2c,
      actual: `https://acme.b2clogin.com/${b2cTenant}/v2.0/`,
    });
    assert.equal(
      summary,
      "401 Unauthorized: the token's issuer is in the tenant's form, the route's in that of the policy (tfp).",
    );
    assert.match(change[0] ?? "", /Token compatibility settings, Issuer \(iss\) claim/);
    assert.match(change[1] ?? "", /Other applications of the same policy/);
  });

  const others: readonly (readonly [name: string, iss: string, summary: string])[] = [
    ["another policy", b2c.replace("signin", "signup"), "the token is of another policy (b2c_1_signup)."],
    [
      "another domain of the tenant",
      b2c.replace("acme.b2clogin.com", "login.acme.example"),
      "the token is from another domain of the tenant (login.acme.example).",
    ],
    ["another B2C tenant", b2c.replace(b2cTenant, otherTenant), `the token is from another tenant (${otherTenant}).`],
    [
      "Entra ID's endpoint for the B2C tenant",
      `https://login.microsoftonline.com/${b2cTenant}/v2.0`,
      "the token is of the B2C tenant, but not of its policy: Entra ID's endpoint gave it.",
    ],
    ["no likeness", "https://evil.example.com/", "the token is from another issuer than the route trusts."],
  ];
  for (const [name, iss, summary] of others) {
    it(`tells a B2C token of ${name}`, () => assert.equal(advice(b2c, iss)[0], summary));
  }

  it("tells an app-only token of Entra ID on a route with scopes, and both ways out", () => {
    const claims = { iss: entra, aud: clientId, azp: "x", roles: ["Orders.Export"] };
    const { summary, change } = explain("scope", entra, { expected: ["orders.read"], actual: [] }, claims);
    assert.equal(
      summary,
      "403 Forbidden: the token is app-only: it carries roles and no scp, so no scope of a route can admit it.",
    );
    assert.deepEqual(change, [
      'To look at roles, give crosstrust:apis.orders.routes["GET /orders"] authorizer: lambda, and the roles that it should have instead of scopes.',
      'To go by the audience alone, set crosstrust:apis.orders.routes["GET /orders"].scopes to [].',
    ]);
  });

  it("tells a B2C client which role it lacks", () => {
    const claims = { iss: b2c, aud: clientId, azp: "x", scp: "orders.write" };
    const { summary, change } = explain("scope", b2c, { expected: ["orders.read"], actual: ["orders.write"] }, claims);
    assert.equal(summary, "403 Forbidden: the token is valid but holds none of the route's scopes.");
    assert.equal(
      change[0],
      "Assign the client a role of the route (orders.read) in crosstrust:issuers.customers.clients: its tokens carry its roles in scp.",
    );
  });

  it("tells an ID token from an access token, by audience and by scope", () => {
    const idToken = { iss: entra, aud: "the-client", preferred_username: "alice@acme.example" };
    const byAudience = explain("audience", entra, { expected: [clientId], actual: "the-client" }, idToken);
    assert.match(byAudience.summary, /the token is an ID token/);
    assert.equal(byAudience.change[0], "Send the access_token of the token endpoint's answer, not the id_token.");
    const byScope = explain(
      "scope",
      b2c,
      { expected: ["orders.read"], actual: [] },
      { iss: b2c, nonce: "n", azp: "x" },
    );
    assert.equal(byScope.summary, "403 Forbidden: the token is an ID token, which holds no scope.");
  });

  it("says how to ask for the audience, and that a tenant's APIs share their issuer", () => {
    const claims = { iss: entra, aud: "other-api", azp: "x" };
    const { summary, change } = explain("audience", entra, { expected: [clientId], actual: "other-api" }, claims);
    assert.equal(summary, "401 Unauthorized: the token is for another audience (aud).");
    assert.deepEqual(change, [
      `Ask with scope={identifierUri}/.default of the API whose client id is ${clientId}: the scope decides on the audience.`,
      "All APIs of a tenant sign with the same issuer, and only the audience tells their tokens apart.",
    ]);
  });

  it("names no setting of Okta's for a token that expired", () => {
    const { change } = explain("expiry", entra, { actual: now.getTime() / 1000 - 60 });
    assert.deepEqual(change, ["Fetch a fresh token."]);
  });
});
