import assert from "node:assert/strict";
import { accessMatrix, describeClient, type AccessRow } from "../../trust/accessMatrix.ts";
import { modelOf, type LooseSettings } from "./settingsFixture.ts";

function matrix(change: (settings: LooseSettings) => unknown): readonly AccessRow[] {
  return accessMatrix(modelOf(change));
}

/** `client | api | route | +/- reason` */
function inShort(rows: readonly AccessRow[]): string[] {
  return rows.map(({ client, api, route, allowed, reason }) =>
    [describeClient(client), api, route, `${allowed ? "+" : "-"} ${reason}`].join(" | "),
  );
}

describe("accessMatrix", () => {
  it("has each client on each route with a token, and anyone on public routes", () => {
    assert.deepEqual(
      inShort(
        matrix(
          ({ apis }) => (apis.inventory.routes["PUT /keys"] = { issuer: "okta", scopes: ["keys.write"], lambda: "x" }),
        ),
      ),
      [
        "anyone | inventory | GET /health | + public",
        "admin of okta | inventory | GET /keys | + scope-granted",
        "reader of okta | inventory | GET /keys | + scope-granted",
        "admin of okta | inventory | PUT /keys | + scope-granted",
        "reader of okta | inventory | PUT /keys | - no-matching-scope",
      ],
    );
  });

  it("says with which scopes, and why", () => {
    const rows = matrix(({ apis }) => (apis.inventory.routes["GET /keys"]["scopes"] = ["keys.write", "keys.read"]));
    assert.deepEqual(rows[1], {
      client: { kind: "client", issuer: "okta", name: "admin" },
      api: "inventory",
      route: "GET /keys",
      allowed: true,
      reason: "scope-granted",
      why: "It can get keys.read, keys.write, and the route asks for one of keys.read, keys.write.",
      grantedScopes: ["keys.read", "keys.write"],
      matchedScopes: ["keys.read", "keys.write"],
    });
    assert.deepEqual(rows[2]?.matchedScopes, ["keys.read"]);
  });

  it("denies clients of another issuer, same audience and scope name notwithstanding", () => {
    const rows = matrix(({ issuers }) => {
      issuers["partners"] = { ...issuers.okta, clients: { globex: { scopes: ["keys.read"] } } };
    });
    assert.deepEqual(rows[3], {
      client: { kind: "client", issuer: "partners", name: "globex" },
      api: "inventory",
      route: "GET /keys",
      allowed: false,
      reason: "other-issuer",
      why: "The route trusts the issuer okta, not partners.",
      grantedScopes: ["keys.read"],
      matchedScopes: [],
    });
  });

  it("counts what a policy grants, not what the client is declared to ask for", () => {
    const rows = matrix(({ issuers, apis }) => {
      issuers.okta["accessPolicies"] = {
        everything: { priority: 1, clients: ["reader", "admin"], rules: { all: { priority: 1, scopes: "all" } } },
      };
      apis.inventory.routes["GET /keys"]["scopes"] = ["keys.write"];
    });
    assert.deepEqual(inShort(rows), [
      "anyone | inventory | GET /health | + public",
      "admin of okta | inventory | GET /keys | + scope-granted",
      "reader of okta | inventory | GET /keys | + scope-granted",
    ]);
  });

  it("shows any application of the organisation where a policy is for all clients", () => {
    const rows = matrix(({ issuers, apis }) => {
      issuers.okta["accessPolicies"] = {
        admins: { priority: 2, clients: ["admin"], rules: { all: { priority: 1, scopes: "all" } } },
        everyone: { priority: 1, clients: "all", rules: { read: { priority: 1, scopes: ["keys.read"] } } },
      };
      apis.inventory.routes["PUT /keys"] = { issuer: "okta", scopes: ["keys.write"], lambda: "inventory" };
    });
    assert.deepEqual(
      rows.filter(({ client }) => client.kind === "any-application"),
      [
        {
          client: { kind: "any-application", issuer: "okta" },
          api: "inventory",
          route: "GET /keys",
          allowed: true,
          reason: "scope-granted",
          why: "It can get keys.read, and the route asks for keys.read.",
          grantedScopes: ["keys.read"],
          matchedScopes: ["keys.read"],
        },
        {
          client: { kind: "any-application", issuer: "okta" },
          api: "inventory",
          route: "PUT /keys",
          allowed: false,
          reason: "no-matching-scope",
          why: "It can get only keys.read, and the route asks for keys.write.",
          grantedScopes: ["keys.read"],
          matchedScopes: [],
        },
      ],
    );
    assert.equal(
      describeClient({ kind: "any-application", issuer: "okta" }),
      "any application of the Okta organisation (issuer okta)",
    );
  });

  describe("where a policy of the route's issuer is for all clients", () => {
    /** `globex` belongs to another issuer of the organisation, and at this one it is any application. */
    const withPartners = (scopes: "all" | string[], routeScopes: string[]) =>
      matrix(({ issuers, apis }) => {
        issuers["partners"] = { ...issuers.okta, clients: { globex: { scopes: ["keys.read"] } } };
        issuers.okta["accessPolicies"] = {
          everyone: { priority: 1, clients: "all", rules: { some: { priority: 1, scopes } } },
        };
        issuers.okta.clients = { reader: { scopes: ["keys.read"] } };
        apis.inventory.routes["GET /keys"]["scopes"] = routeScopes;
      }).filter(({ client }) => client.kind === "client" && client.name === "globex");

    it("admits clients of other issuers too, which can get its tokens like any application", () => {
      assert.deepEqual(withPartners("all", ["keys.read"]), [
        {
          client: { kind: "client", issuer: "partners", name: "globex" },
          api: "inventory",
          route: "GET /keys",
          allowed: true,
          reason: "open-issuer",
          why: "okta has an access policy for all clients: there it can get keys.read, and the route asks for keys.read.",
          grantedScopes: ["keys.read", "keys.write"],
          matchedScopes: ["keys.read"],
        },
      ]);
    });

    it("admits them to a route without scopes", () => {
      const [row] = withPartners(["keys.read"], []);
      assert.deepEqual(
        [row?.allowed, row?.reason, row?.grantedScopes, row?.matchedScopes],
        [true, "open-issuer", ["keys.read"], []],
      );
      assert.equal(
        row?.why,
        "okta has an access policy for all clients: it can get a token there, and the route asks for no scope.",
      );
    });

    it("denies them where that policy grants none of the route's scopes", () => {
      const [row] = withPartners(["keys.read"], ["keys.write"]);
      assert.deepEqual([row?.allowed, row?.reason], [false, "other-issuer"]);
    });
  });

  it("admits every client that can get a token to a route without scopes", () => {
    const rows = matrix(({ apis }) => (apis.inventory.routes["GET /keys"]["scopes"] = []));
    assert.deepEqual(
      rows.slice(1).map(({ reason, allowed, matchedScopes, why }) => [reason, allowed, matchedScopes, why]),
      Array.from({ length: 2 }, () => [
        "any-token",
        true,
        [],
        "The route asks for no scope: every token of okta is admitted, ID tokens too.",
      ]),
    );
  });

  it("denies a client that no policy grants anything, also where no scope is asked for", () => {
    const model = modelOf(({ apis }) => (apis.inventory.routes["GET /keys"]["scopes"] = []));
    const okta = { ...model.issuers["okta"]!, accessPolicies: [] };
    const rows = accessMatrix({ ...model, issuers: { okta } });
    assert.deepEqual(inShort(rows), [
      "anyone | inventory | GET /health | + public",
      "admin of okta | inventory | GET /keys | - no-token",
      "reader of okta | inventory | GET /keys | - no-token",
    ]);
    assert.equal(rows[1]?.why, "No access policy of okta grants it a scope, so it gets no token.");
  });

  it("is in order of APIs, routes, issuers and clients, however the model is", () => {
    const model = modelOf(({ issuers, apis }) => {
      issuers["aaa"] = {
        ...issuers.okta,
        clients: { z: { scopes: ["keys.read"] }, b: { scopes: ["keys.read"] } },
      };
      apis["aaa"] = { routes: { "GET /x": { issuer: "aaa", scopes: ["keys.read"], lambda: "f" } } };
    });
    const reversed = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).reverse());
    const shuffled = { ...model, issuers: reversed(model.issuers), apis: reversed(model.apis) };
    assert.deepEqual(accessMatrix(shuffled), accessMatrix(model));
    assert.deepEqual(inShort(accessMatrix(model)).slice(0, 4), [
      "b of aaa | aaa | GET /x | + scope-granted",
      "z of aaa | aaa | GET /x | + scope-granted",
      "admin of okta | aaa | GET /x | - other-issuer",
      "reader of okta | aaa | GET /x | - other-issuer",
    ]);
  });
});
