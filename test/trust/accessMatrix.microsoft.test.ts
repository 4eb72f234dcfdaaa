import assert from "node:assert/strict";
import { accessMatrix, describeClient, type AccessRow } from "../../trust/accessMatrix.ts";
import { microsoftModel, type MicrosoftSettings } from "./microsoftFixture.ts";

function matrix(change?: (settings: MicrosoftSettings) => unknown): readonly AccessRow[] {
  return accessMatrix(microsoftModel(change));
}

/** `client | +/- reason` of one route. */
function onRoute(rows: readonly AccessRow[], key: string): string[] {
  return rows
    .filter(({ route }) => route === key)
    .map(({ client, allowed, reason }) => `${describeClient(client)} | ${allowed ? "+" : "-"} ${reason}`);
}

const open = ({ issuers }: MicrosoftSettings) => (issuers.workforce["assignmentRequired"] = false);

describe("accessMatrix, of issuers of Microsoft's", () => {
  it("has the roles of B2C clients as scopes of JWT routes", () => {
    const rows = matrix();
    assert.deepEqual(onRoute(rows, "GET /orders"), [
      "back-office of customers | - no-matching-scope",
      "shop of customers | + scope-granted",
      "approvals of workforce | - other-issuer",
      "bystander of workforce | - other-issuer",
      "deploy of workforce | - other-issuer",
      "nightly-export of workforce | - other-issuer",
    ]);
    assert.deepEqual(rows[1], {
      client: { kind: "client", issuer: "customers", name: "shop" },
      api: "orders",
      route: "GET /orders",
      allowed: true,
      reason: "scope-granted",
      why: "It can get orders.read, and the route asks for orders.read.",
      grantedScopes: ["orders.read"],
      matchedScopes: ["orders.read"],
      grantedRoles: [],
      matchedRoles: [],
      tokenOf: "customers",
    });
  });

  it("admits every assigned client by the audience alone, and gives a client without a role no token", () => {
    const rows = matrix();
    assert.deepEqual(onRoute(rows, "GET /orders/summary"), [
      "back-office of customers | - other-issuer",
      "shop of customers | - other-issuer",
      "approvals of workforce | + any-token",
      "bystander of workforce | - no-token",
      "deploy of workforce | + any-token",
      "nightly-export of workforce | + any-token",
    ]);
    const bystander = rows.find(({ client, reason }) => client.kind === "client" && reason === "no-token");
    assert.equal(bystander?.why, "It is assigned no role of workforce, which requires that, so it gets no token.");
  });

  it("looks at roles on a route of the Lambda authorizer, and says how long a revoked token still passes", () => {
    const rows = matrix();
    assert.deepEqual(onRoute(rows, "GET /orders/export"), [
      "back-office of customers | - other-issuer",
      "shop of customers | - other-issuer",
      "approvals of workforce | - no-matching-role",
      "bystander of workforce | - no-token",
      "deploy of workforce | - no-matching-role",
      "nightly-export of workforce | + role-granted",
    ]);
    const [denied, admitted] = ["approvals", "nightly-export"].map((name) =>
      rows.find(
        ({ route, client }) => route === "GET /orders/export" && client.kind === "client" && client.name === name,
      ),
    );
    assert.deepEqual(admitted, {
      client: { kind: "client", issuer: "workforce", name: "nightly-export" },
      api: "orders",
      route: "GET /orders/export",
      allowed: true,
      reason: "role-granted",
      why: "It can get Orders.Export, and the route asks for Orders.Export. API Gateway keeps the answer for 60 s: a token that was revoked or expired still passes that long.",
      grantedScopes: [],
      matchedScopes: [],
      grantedRoles: ["Orders.Export"],
      matchedRoles: ["Orders.Export"],
      tokenOf: "workforce",
      cacheSeconds: 60,
    });
    assert.equal(denied?.why, "It can get only Orders.Approve, and the route asks for Orders.Export.");
    assert.ok(!("cacheSeconds" in denied) && !("tokenOf" in denied));
  });

  it("says nothing of revoked tokens where answers are not kept, and on JWT routes", () => {
    const kept = (rows: readonly AccessRow[]) =>
      rows.filter((row) => row.cacheSeconds !== undefined).map(({ route }) => route);
    assert.deepEqual(kept(matrix()), ["GET /orders/all", "GET /orders/all", "GET /orders/export"]);
    assert.deepEqual(kept(matrix(({ apis }) => delete apis.orders["lambdaAuthorizer"])), []);
  });

  it("judges each client by its own issuer where a route has several", () => {
    const rows = matrix();
    assert.deepEqual(onRoute(rows, "GET /orders/all"), [
      "back-office of customers | - no-matching-scope",
      "shop of customers | + scope-granted",
      "approvals of workforce | - no-matching-role",
      "bystander of workforce | - no-token",
      "deploy of workforce | - no-matching-role",
      "nightly-export of workforce | + role-granted",
    ]);
    assert.deepEqual(
      rows.filter(({ route, allowed }) => route === "GET /orders/all" && allowed).map(({ tokenOf }) => tokenOf),
      ["customers", "workforce"],
    );
  });

  it("shows any application of a B2C tenant where a route asks nothing of it, whatever the API requires", () => {
    const rows = matrix(({ apis }) => Object.assign(apis.orders.routes["GET /orders"]!, { scopes: [] }));
    assert.deepEqual(onRoute(rows, "GET /orders").slice(0, 3), [
      "back-office of customers | + any-token",
      "shop of customers | + any-token",
      "any application of the tenant (issuer customers) | + any-token",
    ]);
    const doubtful = rows.filter(({ client }) => client.kind === "any-application");
    assert.deepEqual(
      doubtful.map(({ route, why }) => [route, why]),
      [
        [
          "GET /orders",
          "The route asks for no scope: every token of customers is admitted, ID tokens too. That Azure AD B2C gives no token to an application without a role is not documented.",
        ],
      ],
    );
  });

  describe("where the API requires no assignment", () => {
    it("shows any application of the tenant, which gets a token without roles", () => {
      const rows = matrix(open);
      assert.deepEqual(onRoute(rows, "GET /orders/summary").slice(2), [
        "approvals of workforce | + any-token",
        "bystander of workforce | + any-token",
        "deploy of workforce | + any-token",
        "nightly-export of workforce | + any-token",
        "any application of the tenant (issuer workforce) | + any-token",
      ]);
      const onExport = onRoute(rows, "GET /orders/export");
      assert.ok(onExport.includes("bystander of workforce | - no-matching-role"));
      assert.ok(onExport.includes("any application of the tenant (issuer workforce) | - no-matching-role"));
      const row = rows.find(({ route, client }) => route === "GET /orders/export" && client.kind === "any-application");
      assert.equal(row?.why, "It can get a token without a role, and the route asks for Orders.Export.");
    });

    it("admits clients of the tenant's other APIs, and of no other tenant", () => {
      const rows = matrix((settings) => {
        open(settings);
        settings.issuers["second"] = {
          kind: "entra",
          roles: { Reports: {} },
          clients: { reporter: { roles: ["Reports"] } },
        };
      });
      const summary = onRoute(rows, "GET /orders/summary");
      assert.ok(summary.includes("reporter of second | + open-issuer"));
      assert.ok(summary.includes("shop of customers | - other-issuer"));
      assert.ok(onRoute(rows, "GET /orders/export").includes("reporter of second | - other-issuer"));
      const row = rows.find(({ reason }) => reason === "open-issuer");
      assert.equal(
        row?.why,
        "workforce requires no assignment of its tenant's applications: it can get a token there, and the route asks for no scope.",
      );
      assert.deepEqual([row.tokenOf, row.grantedRoles], ["workforce", []]);
    });

    it("admits clients of other issuers of the same B2C tenant, and not of another one", () => {
      const other = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";
      const withSecond = (change: object) =>
        matrix((settings) => {
          settings.issuers.customers["assignmentRequired"] = false;
          settings.apis.orders.routes["GET /orders"]!["scopes"] = [];
          settings.issuers["second"] = { ...settings.issuers.customers, ...change };
        });
      const reasons = (rows: readonly AccessRow[]) =>
        rows.flatMap(({ route, client, reason }) =>
          route === "GET /orders" && client.kind === "client" && client.issuer === "second" ? [reason] : [],
        );
      assert.deepEqual(reasons(withSecond({})), ["open-issuer", "open-issuer"]);
      assert.deepEqual(reasons(withSecond({ tenantId: other, tenantName: "other", domain: "other.b2clogin.com" })), [
        "other-issuer",
        "other-issuer",
      ]);
    });
  });

  it("lets no policy of Okta open an API of Microsoft's, nor the other way round", () => {
    const rows = matrix((settings) => {
      open(settings);
      settings.issuers["okta"] = {
        kind: "okta",
        audience: "https://api.example.com",
        scopes: { "keys.read": {} },
        clients: { reader: { scopes: ["keys.read"] } },
        accessPolicies: { all: { priority: 1, clients: "all", rules: { all: { priority: 1, scopes: "all" } } } },
      };
      settings.apis.orders.routes["GET /keys"] = { issuer: "okta", scopes: ["keys.read"], lambda: "orders" };
    });
    assert.ok(onRoute(rows, "GET /orders/summary").includes("reader of okta | - other-issuer"));
    assert.ok(onRoute(rows, "GET /keys").includes("approvals of workforce | - other-issuer"));
    assert.equal(rows.filter(({ reason }) => reason === "open-issuer").length, 0);
  });
});
