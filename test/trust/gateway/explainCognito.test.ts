import assert from "node:assert/strict";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import { decide } from "../../../trust/gateway/decide.ts";
import { decideLambda } from "../../../trust/gateway/decideLambda.ts";
import type { Claims, JwtAuthorizerConfig } from "../../../trust/gateway/Decision.ts";
import { explainDecision, type Explanation } from "../../../trust/gateway/explainDecision.ts";
import { documents, makeKey, now, seconds, sign, type SigningKey } from "./tokens.ts";

const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123";
const hosted = "https://acme-portal.auth.eu-central-1.amazoncognito.com";
const clientId = "3n4b5urk1ft4fl3mg5e62d9ado";
const config: JwtAuthorizerConfig = { issuer, audiences: [clientId], scopes: ["orders/read"] };
const route = { api: "orders", key: "GET /orders", issuer: "portal" };

/** As Cognito makes them for a machine: no `aud`. */
const accessToken = (change: Record<string, unknown> = {}) => ({
  iss: issuer,
  sub: clientId,
  client_id: clientId,
  token_use: "access",
  scope: "orders/read orders/write",
  version: 2,
  jti: "b6e1f2",
  auth_time: seconds,
  iat: seconds,
  exp: seconds + 3600,
  ...change,
});

describe("tokens of a user pool", () => {
  let key: SigningKey;
  before(async () => {
    key = await makeKey("RS256", "k1");
  });

  async function explain(claims: Claims, over: Partial<JwtAuthorizerConfig> = {}): Promise<Explanation> {
    const used = { ...config, ...over };
    const decision = await decide(await sign(key, claims), used, documents([key.jwk]), now);
    return explainDecision(decision, { config: used, now, route, claims });
  }

  it("are admitted by client_id, and by one of the route's scopes", async () => {
    const { admitted, summary } = await explain(accessToken());
    assert.equal(admitted, true);
    assert.equal(summary, "Admitted: the token holds orders/read, and one of the route's scopes is enough.");
  });

  it("are admitted by a route without scopes only where the authorizer names their client", async () => {
    assert.equal((await explain(accessToken(), { scopes: [] })).admitted, true);
    const { check, summary, change } = await explain(accessToken({ client_id: "another" }), { scopes: [] });
    assert.equal(check, "audience");
    assert.equal(
      summary,
      "401 Unauthorized: the token is of a client that the authorizer does not name; it has no aud, so its client_id counts.",
    );
    assert.equal(change[0], `Ask with a client whose id is ${clientId}.`);
    assert.match(change[1] ?? "", /crosstrust:issuers\.portal\.clients/);
  });

  it("with an aud, for their client asked for a resource, are told so", async () => {
    const { check, summary, change } = await explain(accessToken({ aud: "https://orders.acme.example" }));
    assert.equal(check, "audience");
    assert.match(summary, /the token's client asked for a resource, so the token has an aud/);
    assert.match(change[0] ?? "", /^Leave out `resource`/);
  });

  it("that are ID tokens are told so, whether the audience or the scope decides", async () => {
    const claims = { iss: issuer, sub: "u1", token_use: "id", email: "a@b.c", iat: seconds, exp: seconds + 3600 };
    const stranger = await explain({ ...claims, aud: "jsm" });
    assert.match(stranger.summary, /the token is an ID token of a client that the route's authorizer does not name/);
    assert.match(stranger.change[0] ?? "", /^Send the access_token/);
    const named = await explain({ ...claims, aud: clientId });
    assert.equal(named.summary, "403 Forbidden: the token is an ID token, which holds no scope.");
  });

  it("without one of the scopes are told what to ask for, and what tokens of an API sign-in carry", async () => {
    const { check, change } = await explain(accessToken({ scope: "aws.cognito.signin.user.admin" }));
    assert.equal(check, "scope");
    assert.deepEqual(change, [
      "Name orders/read in the token request (scope=orders/read).",
      "If Cognito refuses that (invalid_scope), let the client have the scope: crosstrust:issuers.portal.clients.",
      "Tokens of people who signed in by API, not at the pages, carry aws.cognito.signin.user.admin alone.",
      'If the token should do as it is, add its scope to crosstrust:apis.orders.routes["GET /orders"].scopes: one of those listed is enough.',
    ]);
  });

  it("that are old are told where the lifetime is set", async () => {
    const { change } = await explain(accessToken({ exp: seconds - 1 }));
    assert.deepEqual(change, ["Fetch a fresh token.", "How long tokens live is tokens.accessMinutes of the client."]);
  });

  it("of another pool are told which", async () => {
    const iss = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Other0000";
    const { summary } = await explain(accessToken({ iss }));
    assert.equal(summary, "401 Unauthorized: the token is from another user pool (eu-central-1_Other0000).");
  });

  it("never fit the hosted domain as issuer, of which the explanation tells what is the issuer", async () => {
    const expected = [
      "the route's issuer is the domain of the sign-in pages, and no token of the pool is from there.",
      "Set the authorizer's issuer to https://cognito-idp.eu-central-1.amazonaws.com/{pool id}, where Cognito publishes its documents; `npm run up` does.",
    ];
    const byIssuer = await explain(accessToken(), { issuer: hosted });
    assert.deepEqual([byIssuer.check, byIssuer.summary], ["issuer", `401 Unauthorized: ${expected[0]}`]);
    assert.deepEqual(byIssuer.change, [expected[1]]);
    const used = { ...config, issuer: hosted };
    const none = documents([], { discovery: () => Promise.reject(new Error("404")) });
    const decision = await decide(await sign(key, accessToken()), used, none, now);
    const byDiscovery = explainDecision(decision, { config: used, now, route });
    assert.deepEqual(
      [byDiscovery.check, byDiscovery.summary, byDiscovery.change],
      ["discovery", `401 Unauthorized: ${expected[0]}`, [expected[1]]],
    );
  });

  it("are decided alike by the Lambda authorizer, which admits no ID token", async () => {
    const table = {
      issuers: {
        portal: {
          iss: issuer,
          audiences: [clientId],
          discoveryUrl: `${issuer}/.well-known/openid-configuration`,
          clientIdClaim: "client_id",
        },
      },
      routes: {
        "GET /orders": [{ issuer: "portal", scopes: ["orders/read"], roles: [] }],
        "GET /any": [{ issuer: "portal", scopes: [], roles: [] }],
      },
    };
    const outcome = async (claims: Record<string, unknown>, key_: string) => {
      const token = await sign(key, claims);
      const published = documents([key.jwk], { discovery: async (of) => ({ issuer: of, jwks_uri: `${of}/jwks` }) });
      const decision = await decideLambda(`Bearer ${token}`, key_, table, published, now);
      return decision.admitted ? (decision as { client?: string }).client : decision.check;
    };
    assert.equal(await outcome(accessToken(), "GET /orders"), clientId);
    assert.equal(await outcome(accessToken({ scope: "orders/write" }), "GET /orders"), "scope");
    assert.equal(await outcome(accessToken({ client_id: "another" }), "GET /any"), "audience");
    const id = withoutKeys(accessToken({ token_use: "id", aud: clientId }), ["client_id"]);
    assert.equal(await outcome(id, "GET /any"), "client");
  });
});
