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
