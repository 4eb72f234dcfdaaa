import assert from "node:assert/strict";
import { accessMatrix, describeClient } from "../../trust/accessMatrix.ts";
import { cognitoFaults, cognitoModel, type CognitoSettings } from "./cognitoFixture.ts";
import { inShort } from "./microsoftFixture.ts";

/** `client | +/- reason` of one route. */
function onRoute(key: string, change?: (settings: CognitoSettings) => unknown): string[] {
  return accessMatrix(cognitoModel(change))
    .filter(({ route }) => route === key)
    .map(({ client, allowed, reason }) => `${describeClient(client)} | ${allowed ? "+" : "-"} ${reason}`);
}

/** Two APIs with a route each. */
const routes = (orders: string[], stock: string[]) => (settings: CognitoSettings) => {
  const api = (scopes: string[]) => ({ routes: { "GET /x": { issuer: "portal", scopes, lambda: "x" } } });
  Object.assign(settings, { apis: { orders: api(orders), stock: api(stock) } });
};

describe("accessMatrix, of user pools", () => {
  it("admits the clients that may have a scope of the route, and names no others", () => {
    assert.deepEqual(onRoute("GET /orders"), [
      "batch of portal | + scope-granted",
      "counter of portal | - no-matching-scope",
      "jsm of portal | - not-in-audience",
      "local of portal | + scope-granted",
    ]);
  });

  it("admits to a route without scopes exactly the clients of the authorizer's audiences", () => {
    assert.deepEqual(onRoute("GET /orders/status"), [
      "batch of portal | + any-token",
      "counter of portal | + any-token",
      "jsm of portal | - not-in-audience",
      "local of portal | + any-token",
    ]);
  });

  it("says why, and what each can get", () => {
    const rows = accessMatrix(cognitoModel()).filter(({ route }) => route === "GET /orders/status");
    assert.deepEqual(rows[2], {
      client: { kind: "client", issuer: "portal", name: "jsm" },
      api: "orders",
      route: "GET /orders/status",
      allowed: false,
      reason: "not-in-audience",
      why: "It may ask portal for no scope of a resource server, so the authorizer's audiences do not name it.",
      grantedScopes: ["email", "openid", "phone", "profile"],
      matchedScopes: [],
      grantedRoles: [],
      matchedRoles: [],
    });
    assert.equal(
      rows[0]?.why,
      "The route asks for no scope: every token of portal's clients that have a scope of a resource server is admitted, ID tokens too.",
    );
  });

  it("is the same where the Lambda authorizer looks, and without ID tokens", () => {
    const rows = accessMatrix(
      cognitoModel(({ apis }) => {
        apis.orders.routes["GET /orders"]!["authorizer"] = "lambda";
        apis.orders.routes["GET /orders/status"]!["authorizer"] = "lambda";
      }),
    );
    const of = (key: string) => rows.filter(({ route }) => route === key).map(({ allowed }) => allowed);
    assert.deepEqual(of("GET /orders"), [true, false, false, true]);
    assert.deepEqual(of("GET /orders/status"), [true, true, false, true]);
    assert.doesNotMatch(rows.map(({ why }) => why).join(), /ID tokens/);
  });

  it("knows no application but those declared: clients of other issuers are strangers", () => {
    const other = (settings: CognitoSettings) => {
      settings.issuers["staff"] = {
        kind: "cognito",
        domain: { prefix: "acme-staff" },
        resourceServers: { orders: { scopes: { read: {} } } },
        clients: { batch: { kind: "machine", scopes: ["orders/read"] } },
      };
    };
    assert.equal(onRoute("GET /orders", other).at(-1), "batch of staff | - other-issuer");
  });
});

describe("a route that trusts a user pool", () => {
  it("names scopes of resource servers, none of people's", () => {
    const faults = cognitoFaults(
      ({ apis }) => (apis.orders.routes["GET /orders"]!["scopes"] = ["openid", "orders/raed"]),
    );
    assert.deepEqual(inShort(faults), [
      'apis.orders.routes.GET /orders.scopes.0: The issuer "portal" has no scope of a resource server "openid".',
      'apis.orders.routes.GET /orders.scopes.1: The issuer "portal" has no scope of a resource server "orders/raed".',
    ]);
  });

  it("looks at no roles", () => {
    const faults = cognitoFaults(({ apis }) => {
      const { issuer, lambda } = apis.orders.routes["GET /orders"]!;
      apis.orders.routes["GET /orders"] = { issuer, lambda, authorizer: "lambda", roles: ["agents"] };
    });
    assert.deepEqual(inShort(faults), [
      "apis.orders.routes.GET /orders.roles: Tokens of Cognito carry scopes, so the claim roles would admit nobody.",
    ]);
  });

  it("is refused where no client could call it", () => {
    const faults = cognitoFaults(({ issuers, apis }) => {
      const { jsm } = issuers.portal.clients;
      Object.assign(issuers.portal, { clients: { jsm } });
      const { "GET /orders": route } = apis.orders.routes;
      apis.orders.routes = { "GET /orders": route! };
    });
    assert.deepEqual(inShort(faults), [
      "apis.orders.routes.GET /orders: No client of the issuer has a scope of a resource server, so nobody could call the route.",
    ]);
  });

  it("is refused for more audiences than a JWT authorizer takes, which a Lambda authorizer does", () => {
    const many = (authorizer?: string) => (settings: CognitoSettings) => {
      const { clients } = settings.issuers.portal;
      for (let index = 0; index < 48; index++) clients[`c${index}`] = { kind: "machine", scopes: ["orders/read"] };
      const route = settings.apis.orders.routes["GET /orders"]!;
      settings.apis.orders.routes = { "GET /orders": { ...route, ...(authorizer !== undefined && { authorizer }) } };
    };
    assert.deepEqual(
      cognitoFaults(many()).map(({ message, found }) => [message, found]),
      [["A JWT authorizer does not take so many audiences, and here every client is one.", 51]],
    );
    assert.deepEqual(cognitoFaults(many("lambda")), []);
  });

  it("is refused for a scope longer than API Gateway takes", () => {
    const long = `orders/${"x".repeat(60)}`;
    const faults = cognitoFaults(({ issuers, apis }) => {
      issuers.portal.resourceServers["orders"]!.scopes["x".repeat(60)] = {};
      apis.orders.routes["GET /orders"]!["scopes"] = [long];
    });
    assert.deepEqual(
      faults.map(({ message, expected }) => [message, expected]),
      [
        [
          "API Gateway does not take so long a scope on a route.",
          "a scope of at most 64 characters, or authorizer: lambda",
        ],
      ],
    );
  });
});

describe("APIs that trust the same user pool", () => {
  it("are told where a token of a client opens both, and whose it is", () => {
    assert.deepEqual(inShort(cognitoFaults(routes(["orders/read"], ["orders/read"]))), [
      'apis.orders.sharesTokensWith: A token for the API "stock" would open GET /x (admits orders/read of portal, which batch, local can get).',
      'apis.stock.sharesTokensWith: A token for the API "orders" would open GET /x (admits orders/read of portal, which batch, local can get).',
    ]);
  });

  it("are told of a route without scopes, with the clients that get in from the other", () => {
    assert.deepEqual(inShort(cognitoFaults(routes([], ["https://stock.acme.example/count"]))), [
      'apis.orders.sharesTokensWith: A token for the API "stock" would open GET /x (asks for no scope of portal, which counter can get).',
    ]);
  });

  it("share nothing where their scopes differ, or where no client can get the scope", () => {
    assert.deepEqual(cognitoFaults(routes(["orders/read"], ["https://stock.acme.example/count"])), []);
    const nobody = (settings: CognitoSettings) => {
      settings.issuers.portal.resourceServers["orders"]!.scopes["archive"] = {};
      routes(["orders/archive"], ["orders/archive"])(settings);
    };
    assert.deepEqual(cognitoFaults(nobody), []);
  });
});
