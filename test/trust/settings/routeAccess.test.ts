import assert from "node:assert/strict";
import type { Fault } from "../../../trust/Settings.ts";
import { inShort, microsoftFaults, microsoftModel, type MicrosoftSettings } from "../microsoftFixture.ts";
import type { Loose } from "../settingsFixture.ts";

const route = ["crosstrust:apis", "orders", "routes", "GET /x"];
const entraScopes =
  "Tokens that Entra ID gives to applications carry roles and no scp: no scope of a route could ever admit one.";

/** Another issuer, of Okta's, and the route GET /x. */
const withRoute = (access: Loose) => (settings: MicrosoftSettings) => {
  settings.issuers["okta"] = { kind: "okta", audience: "https://api.example.com", scopes: { "keys.read": {} } };
  settings.apis.orders.routes["GET /x"] = { ...access, lambda: "orders" };
};

const refused: readonly (readonly [name: string, access: Loose, ...faults: Fault[]])[] = [
  [
    "scopes of Entra ID at a JWT authorizer",
    { issuer: "workforce", scopes: ["Orders.Export"] },
    {
      path: [...route, "scopes"],
      message: entraScopes,
      found: "Orders.Export",
      expected: "scopes: [], by audience alone; or authorizer: lambda with roles",
    },
  ],
  [
    "scopes of Entra ID at the Lambda authorizer",
    { authorizer: "lambda", issuer: "workforce", scopes: ["Orders.Export"] },
    { path: [...route, "scopes"], message: entraScopes, found: "Orders.Export", expected: "roles instead" },
  ],
  [
    "scopes of Entra ID among several issuers",
    { authorizer: "lambda", issuers: { workforce: { scopes: ["Orders.Export"] } } },
    {
      path: [...route, "issuers", "workforce", "scopes"],
      message: entraScopes,
      found: "Orders.Export",
      expected: "roles instead",
    },
  ],
  [
    "roles at a JWT authorizer",
    { issuer: "workforce", roles: ["Orders.Export"] },
    {
      path: [...route, "roles"],
      message: "A JWT authorizer looks at scope and scp only: no one would check the roles.",
      expected: "authorizer: lambda beside the roles, or scopes",
    },
  ],
  [
    "roles of Azure AD B2C",
    { authorizer: "lambda", issuer: "customers", roles: ["orders.read"] },
    {
      path: [...route, "roles"],
      message: "Azure AD B2C puts the roles of a client into scp, so the claim roles would admit nobody.",
      expected: "scopes instead",
    },
  ],
  [
    "roles of Okta",
    { authorizer: "lambda", issuers: { okta: { roles: ["keys.read"] } } },
    {
      path: [...route, "issuers", "okta", "roles"],
      message: "Tokens of Okta carry scopes, so the claim roles would admit nobody.",
      expected: "scopes instead",
    },
  ],
  [
    "scopes and roles together",
    { authorizer: "lambda", issuer: "workforce", roles: ["Orders.Export"], scopes: [] },
    {
      path: route,
      message: "Scopes and roles are asked for, and no token has both.",
      expected: "either scopes or roles, one of which is enough; an empty list admits every token of the issuer",
    },
  ],
  [
    "neither scopes nor roles at the Lambda authorizer",
    { authorizer: "lambda", issuers: { workforce: {} } },
    {
      path: [...route, "issuers", "workforce"],
      message: "Nothing says which tokens of the issuer are admitted.",
      expected: "scopes or roles, one of which is enough; an empty list admits every token of the issuer",
    },
  ],
  [
    "several issuers at a JWT authorizer",
    { issuers: { customers: { scopes: ["orders.read"] }, workforce: { scopes: [] } } },
    {
      path: [...route, "issuers"],
      message: "A JWT authorizer trusts one issuer, so a route for several needs the Lambda authorizer.",
      expected: "authorizer: lambda, or one issuer",
    },
  ],
  [
    "issuers beside an issuer",
    { authorizer: "lambda", issuer: "workforce", roles: ["Orders.Export"], issuers: { customers: { scopes: [] } } },
    {
      path: route,
      message: "The route has issuers and, beside them, issuer and roles.",
      expected: "either issuers, each with its scopes or roles, or one issuer",
    },
  ],
  [
    "no issuer among issuers",
    { authorizer: "lambda", issuers: {} },
    {
      path: [...route, "issuers"],
      message: "No issuer is named, so nobody could call the route.",
      expected: "issuers by name",
    },
  ],
  [
    "the Lambda authorizer without an issuer",
    { authorizer: "lambda" },
    { path: [...route, "issuer"], message: '"issuer" is missing.', expected: "the name of the issuer of the scopes" },
  ],
  [
    "a public route with an authorizer",
    { public: true, authorizer: "lambda" },
    {
      path: route,
      message: "The route is public and asks for a token.",
      expected: "public: true, or issuer and scopes (an empty list admits every token of the issuer)",
    },
  ],
  [
    "an unknown authorizer",
    { authorizer: "lamdba", issuer: "workforce", scopes: [] },
    {
      path: [...route, "authorizer"],
      message: '"authorizer" is not a value that can stand here.',
      found: "lamdba",
      expected: 'Did you mean "lambda"?',
    },
  ],
  [
    "an issuer that is not declared, among others",
    { authorizer: "lambda", issuers: { wrokforce: { roles: [] }, customers: { scopes: [] } } },
    {
      path: [...route, "issuers", "wrokforce"],
      message: 'There is no issuer "wrokforce".',
      expected: 'Did you mean "workforce"?',
    },
  ],
  [
    "a role that the API does not have",
    { authorizer: "lambda", issuer: "workforce", roles: ["Orders.Exprot"] },
    {
      path: [...route, "roles", 0],
      message: 'The issuer "workforce" has no role "Orders.Exprot".',
      expected: 'Did you mean "Orders.Export"?',
    },
  ],
  [
    "a scope that is no role of the B2C API",
    { issuer: "customers", scopes: ["orders.raed"] },
    {
      path: [...route, "scopes", 0],
      message: 'The issuer "customers" has no role "orders.raed".',
      expected: 'Did you mean "orders.read"?',
    },
  ],
  [
    "an unknown setting of one of several issuers",
    { authorizer: "lambda", issuers: { workforce: { role: ["Orders.Export"] } } },
    {
      path: [...route, "issuers", "workforce"],
      message: "Nothing says which tokens of the issuer are admitted.",
      expected: "scopes or roles, one of which is enough; an empty list admits every token of the issuer",
    },
    {
      path: [...route, "issuers", "workforce", "role"],
      message: 'There is no setting "role" here.',
      expected: 'Did you mean "roles"?',
    },
  ],
];

describe("who may call a route", () => {
  for (const [name, access, ...faults] of refused) {
    it(`is refused for ${name}`, () => assert.deepEqual(microsoftFaults(withRoute(access)), faults));
  }

  it("is every token of an issuer where the list is empty, and said so", () => {
    const admits = (access: Loose) =>
      microsoftModel(withRoute(access)).apis["orders"]?.routes.find(({ key }) => key === "GET /x")?.access;
    assert.deepEqual(admits({ issuer: "workforce", scopes: [] }), { kind: "jwt", issuer: "workforce", scopes: [] });
    const lambda = { kind: "lambda", admits: [{ issuer: "workforce", scopes: [], roles: [] }] };
    assert.deepEqual(admits({ authorizer: "lambda", issuer: "workforce", roles: [] }), lambda);
    assert.deepEqual(admits({ authorizer: "lambda", issuers: { workforce: { scopes: [] } } }), lambda);
  });

  it("is a role of B2C longer than API Gateway's scopes at the Lambda authorizer only", () => {
    const long = "x".repeat(65);
    const withRole = (access: Loose) => (settings: MicrosoftSettings) => {
      settings.issuers.customers.roles[long] = {};
      withRoute(access)(settings);
    };
    assert.deepEqual(inShort(microsoftFaults(withRole({ issuer: "customers", scopes: [long] }))), [
      "apis.orders.routes.GET /x.scopes.0: API Gateway does not take so long a scope on a route.",
    ]);
    assert.deepEqual(microsoftFaults(withRole({ authorizer: "lambda", issuer: "customers", scopes: [long] })), []);
  });

  it("may be kept by the Lambda authorizer for an hour at most, and only where a route has one", () => {
    const seconds =
      (cacheSeconds: unknown) =>
      ({ apis }: MicrosoftSettings) =>
        (apis.orders["lambdaAuthorizer"] = { cacheSeconds });
    assert.deepEqual(microsoftFaults(seconds(3600)), []);
    assert.deepEqual(microsoftFaults(seconds(3601)), [
      {
        path: ["crosstrust:apis", "orders", "lambdaAuthorizer", "cacheSeconds"],
        message: '"cacheSeconds" is too large.',
        found: 3601,
        expected: "how many seconds API Gateway keeps an answer, 0 to 3600; 0 is no caching",
      },
    ]);
    const faults = microsoftFaults(({ apis }) => {
      delete apis.orders.routes["GET /orders/all"];
      delete apis.orders.routes["GET /orders/export"];
    });
    assert.deepEqual(faults, [
      {
        path: ["crosstrust:apis", "orders", "lambdaAuthorizer"],
        message: "No route asks for the Lambda authorizer.",
        expected: "authorizer: lambda on a route, or no lambdaAuthorizer",
      },
    ]);
  });

  it("is not kept unless the config says so", () => {
    const model = microsoftModel(({ apis }) => delete apis.orders["lambdaAuthorizer"]);
    assert.deepEqual(model.apis["orders"]?.lambdaAuthorizer, { cacheSeconds: 0 });
  });

  it("counts the Lambda authorizer among those that an API may have", () => {
    const limited = (authorizers: number) => microsoftFaults(({ apis }) => (apis.orders["quotas"] = { authorizers }));
    assert.deepEqual(limited(3), []);
    assert.deepEqual(inShort(limited(2)), ["apis.orders.routes: API Gateway does not take so many authorizers."]);
  });

  it("is told apart between APIs by issuer, and by role where a Lambda authorizer looks at it", () => {
    const withSecond = (access: Loose) => (settings: MicrosoftSettings) => {
      settings.issuers["reports"] = { kind: "entra", roles: { Reports: {} } };
      settings.apis["second"] = { routes: { "GET /y": { ...access, lambda: "f" } } };
    };
    const faults = (access: Loose) => inShort(microsoftFaults(withSecond(access)));
    // Another API of the same tenant, and so of the same `iss`, has an audience of its own.
    assert.deepEqual(faults({ issuer: "reports", scopes: [] }), []);
    assert.deepEqual(faults({ authorizer: "lambda", issuer: "workforce", roles: ["Orders.Approve"] }), [
      'apis.orders.sharesTokensWith: A token for the API "second" would open GET /orders/summary (asks for no scope of workforce).',
    ]);
    assert.deepEqual(faults({ authorizer: "lambda", issuer: "workforce", roles: ["Orders.Export"] }), [
      'apis.orders.sharesTokensWith: A token for the API "second" would open GET /orders/summary (asks for no scope of workforce), GET /orders/export (admits Orders.Export of workforce), GET /orders/all (admits Orders.Export of workforce).',
      'apis.second.sharesTokensWith: A token for the API "orders" would open GET /y (admits Orders.Export of workforce).',
    ]);
  });
});
