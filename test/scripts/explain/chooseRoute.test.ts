import assert from "node:assert/strict";
import { chooseRoute } from "../../../scripts/lib/explain/chooseRoute.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { RouteAccess } from "../../../trust/TrustModel.ts";

const issuer = "https://login.microsoftonline.com/6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70/v2.0";
const discoveryUrl = `${issuer}/.well-known/openid-configuration`;
const admits = [{ issuer: "workforce", scopes: [], roles: ["Orders.Export"] }];

/** As much of a stack's output as is read here. */
function trustWith(api: object, access: RouteAccess): DeployedTrust {
  const trust = {
    model: { apis: { orders: { routes: [{ key: "GET /export", access }] } } },
    issuers: { workforce: { kind: "entra", discoveryUrl } },
    apis: { orders: api },
  };
  return trust as unknown as DeployedTrust;
}

describe("chooseRoute, for a route of a Lambda authorizer", () => {
  const lambdaAuthorizer = { cacheSeconds: 60, issuers: { workforce: { issuer, audiences: ["orders-api"] } } };

  it("finds what the deployed authorizer decides by", () => {
    assert.deepEqual(
      chooseRoute(trustWith({ lambdaAuthorizer }, { kind: "lambda", admits }), "GET  /export", undefined),
      {
        api: "orders",
        key: "GET /export",
        lambda: {
          admits,
          table: {
            issuers: { workforce: { iss: issuer, audiences: ["orders-api"], discoveryUrl, clientIdClaim: "azp" } },
            routes: { "GET /export": admits },
          },
          cacheSeconds: 60,
        },
      },
    );
  });

  it("says what the stack's outputs lack", () => {
    const trust = trustWith({}, { kind: "lambda", admits });
    assert.throws(() => chooseRoute(trust, "GET /export", undefined), {
      code: "STACK_OUTPUTS_MISSING",
      message: /no Lambda authorizer of orders/,
    });
  });
});

describe("chooseRoute, by a request", () => {
  const open: RouteAccess = { kind: "public" };
  const trust = (apis: Readonly<Record<string, readonly string[]>>): DeployedTrust => {
    const models = Object.entries(apis).map(([name, keys]) => [
      name,
      { routes: keys.map((key) => ({ key, access: open })) },
    ]);
    return { model: { apis: Object.fromEntries(models) as object }, issuers: {}, apis: {} } as unknown as DeployedTrust;
  };
  const keys = ["GET /keys", "GET /keys/{keyId}", "ANY /keys/latest", "GET /files/{path+}", "$default"];
  const requests: Readonly<Record<string, string>> = {
    "GET /keys": "GET /keys",
    "GET /keys/123": "GET /keys/{keyId}",
    "get  /keys/123?full=true": "GET /keys/{keyId}",
    "GET /keys/latest": "ANY /keys/latest",
    "GET /files/a/b": "GET /files/{path+}",
    "DELETE /keys": "$default",
    "GET /keys/{keyId}": "GET /keys/{keyId}",
    $default: "$default",
  };
  for (const [request, key] of Object.entries(requests)) {
    it(`takes ${request} to ${key}, as API Gateway does`, () => {
      assert.deepEqual(chooseRoute(trust({ inventory: keys }), request, undefined), { api: "inventory", key });
    });
  }

  it("takes a route of that very key before one that only takes the request", () => {
    const found = chooseRoute(trust({ inventory: ["GET /a"], rest: ["ANY /{all+}", "$default"] }), "GET /a", undefined);
    assert.deepEqual(found, { api: "inventory", key: "GET /a" });
  });

  it("asks for the API where several take the request, and says what there is where none does", () => {
    const two = trust({ one: ["GET /a/{b}"], other: ["GET /a/{c}"] });
    assert.throws(() => chooseRoute(two, "GET /a/1", undefined), {
      code: "USAGE",
      where: "--api",
      expected: "one or other",
    });
    assert.deepEqual(chooseRoute(two, "GET /a/1", "other"), { api: "other", key: "GET /a/{c}" });
    assert.throws(() => chooseRoute(two, "POST /a/1", undefined), {
      code: "USAGE",
      message: "The stack has no route POST /a/1, and none that takes such a request.",
      expected: "GET /a/{b} (one), GET /a/{c} (other)",
    });
    assert.throws(() => chooseRoute(two, "GET /a/1", "third"), { code: "USAGE", expected: "one or other" });
  });
});
