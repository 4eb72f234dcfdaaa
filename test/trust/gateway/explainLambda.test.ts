import assert from "node:assert/strict";
import type { AccessTable } from "../../../components/aws/authorizer/decideAccess.mjs";
import { decideLambda } from "../../../trust/gateway/decideLambda.ts";
import { explainLambda, type LambdaExplanation } from "../../../trust/gateway/explainLambda.ts";
import type { IssuerDocuments } from "../../../trust/gateway/Decision.ts";
import type { TokenRequirement } from "../../../trust/TrustModel.ts";
import { documents, makeKey, now, seconds, sign, type SigningKey } from "./tokens.ts";

const tenant = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";
const workforce = `https://login.microsoftonline.com/${tenant}/v2.0`;
const customers = `https://acmecustomers.b2clogin.com/tfp/${tenant}/b2c_1_signin/v2.0/`;
const issuers: AccessTable["issuers"] = {
  workforce: known(workforce, "orders-api"),
  customers: known(customers, "shop-api"),
};
const exporting: TokenRequirement = { issuer: "workforce", scopes: [], roles: ["Orders.Export"] };
const reading: TokenRequirement = { issuer: "customers", scopes: ["orders.read"], roles: [] };
const anything: TokenRequirement = { issuer: "workforce", scopes: [], roles: [] };

function known(iss: string, audience: string) {
  return { iss, audiences: [audience], discoveryUrl: `${iss}/.well-known/openid-configuration`, clientIdClaim: "azp" };
}

const good = { iss: workforce, aud: "orders-api", azp: "nightly", exp: seconds + 60, roles: ["Orders.Export"] };

describe("explainLambda", () => {
  let key: SigningKey;
  before(async () => {
    key = await makeKey("RS256", "k1");
  });

  interface Setting {
    readonly admits?: readonly TokenRequirement[];
    readonly cacheSeconds?: number;
    readonly route?: string;
    readonly documents?: IssuerDocuments;
  }

  async function explain(claims: Record<string, unknown>, setting: Setting = {}): Promise<LambdaExplanation> {
    const { admits = [exporting], cacheSeconds = 0, route = "GET /export" } = setting;
    const authorization = `Bearer ${await sign(key, claims)}`;
    const decideFor = (requirements: readonly TokenRequirement[]) => {
      const table = { issuers, routes: { "GET /export": requirements } };
      return decideLambda(authorization, route, table, setting.documents ?? documents([key.jwk]), now);
    };
    const each = await Promise.all(admits.map(async (one) => [one, await decideFor([one])] as const));
    const table = { issuers, routes: { "GET /export": admits } };
    const context = { table, route: { api: "orders", key: route }, now, cacheSeconds, claims };
    return explainLambda(await decideFor(admits), each, context);
  }

  it("says what admitted a token", async () => {
    const explanation = await explain(good);
    assert.deepEqual(explanation, {
      admitted: true,
      summary: "Admitted: the token of workforce holds Orders.Export, and one is enough.",
      change: [],
      requirements: [
        {
          issuer: "workforce",
          admits: "workforce with the role Orders.Export",
          admitted: true,
          summary: "Admitted: the token of workforce holds Orders.Export, and one is enough.",
          change: [],
        },
      ],
    });
    const { summary } = await explain(good, { admits: [anything] });
    assert.match(summary, /neither scopes nor roles, so every access token of its audience passes/);
  });

  it("says of each requirement how the token stands with it, and of the route what the nearest lacks", async () => {
    const explanation = await explain({ ...good, roles: ["Orders.Approve"] }, { admits: [reading, exporting] });
    assert.deepEqual([explanation.admitted, explanation.status, explanation.check], [false, 403, "role"]);
    assert.equal(explanation.expected, "Orders.Export");
    assert.equal(explanation.actual, "Orders.Approve");
    assert.equal(explanation.summary, "403 Forbidden: the token is valid but holds none of the route's roles.");
    assert.deepEqual(
      explanation.requirements.map(({ admits, check }) => [admits, check]),
      [
        ["customers with the scope orders.read", "issuer"],
        ["workforce with the role Orders.Export", "role"],
      ],
    );
    assert.match(explanation.change[0]!, /crosstrust:issuers\.workforce\.clients/);
    assert.match(
      explanation.change[1]!,
      /crosstrust:apis\.orders\.routes\["GET \/export"\]\.issuers\.workforce\.roles/,
    );
  });

  it("names the route's own key where it has one issuer", async () => {
    const { change } = await explain({ ...good, roles: [] });
    assert.match(change[1]!, /routes\["GET \/export"\]\.roles/);
  });

  it("tells a token of version 1", async () => {
    const { summary, change, check } = await explain({ ...good, iss: `https://sts.windows.net/${tenant}/` });
    assert.equal(check, "issuer");
    assert.equal(summary, "403 Forbidden: the token is of version 1, and its issuer is that of version 1.");
    assert.match(change[0]!, /requestedAccessTokenVersion/);
    assert.match(change.at(-1)!, /routes\["GET \/export"\]\.issuers/);
  });

  it("tells an ID token", async () => {
    const token = { ...good, azp: undefined };
    for (const [claims, admits, check] of [
      [token, [exporting], "client"],
      [token, [anything], "client"],
      [{ ...token, roles: [] }, [exporting], "role"],
      [{ ...token, iss: customers, aud: "shop-api" }, [reading], "scope"],
    ] as const) {
      const explanation = await explain(claims, { admits });
      assert.equal(explanation.check, check);
      assert.match(explanation.summary, /^403 Forbidden: the token .*ID token/);
      assert.match(explanation.change[0]!, /access_token/);
    }
  });

  it("says the status of each check: 401 without a token, 403 for everything else", async () => {
    const table = { issuers, routes: { "GET /export": [exporting] } };
    const decision = await decideLambda(undefined, "GET /export", table, documents([]), now);
    const context = { table, route: { api: "orders", key: "GET /export" }, now, cacheSeconds: 0 };
    const { status, summary } = explainLambda(decision, [[exporting, decision]], context);
    assert.deepEqual([status, summary], [401, "401 Unauthorized: the request carries no token."]);

    const unreadable = documents([], { discovery: () => Promise.reject(new Error("down")) });
    const closed: Record<string, [claims: Record<string, unknown>, setting?: Setting]> = {
      audience: [{ ...good, aud: "x" }],
      expiry: [{ ...good, exp: seconds - 5 }],
      "key-id": [good, { documents: documents([]) }],
      discovery: [good, { documents: unreadable }],
      jwks: [good, { documents: documents([], { jwks: () => Promise.reject(new Error("down")) }) }],
      route: [good, { route: "GET /other" }],
    };
    for (const [check, [claims, setting]] of Object.entries(closed)) {
      const explanation = await explain(claims, setting);
      assert.deepEqual([explanation.status, explanation.check], [403, check]);
      assert.match(explanation.summary, /^403 Forbidden: /);
      assert.ok(explanation.change.length > 0, check);
    }
  });

  it("refuses documents of another issuer, as the authorizer does", async () => {
    const other = documents([key.jwk], {
      discovery: async () => ({ issuer: `${workforce}/`, jwks_uri: "https://a/" }),
    });
    assert.equal((await explain(good, { documents: other })).check, "discovery");
  });

  it("says how long an answer is kept", async () => {
    for (const claims of [good, { ...good, roles: [] }]) {
      const { change } = await explain(claims, { cacheSeconds: 60 });
      assert.equal(change.at(-1), "API Gateway keeps each answer for 60 s, for this route alone.");
    }
  });

  it("repeats nothing of the token", async () => {
    const token = await sign(key, { ...good, roles: [] });
    const text = JSON.stringify(await explain({ ...good, roles: [] }));
    for (const part of token.split(".")) assert.ok(!text.includes(part));
  });
});
