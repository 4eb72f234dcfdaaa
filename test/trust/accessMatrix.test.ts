import assert from "node:assert/strict";
import { accessMatrix, describeClient, type AccessRow } from "../../trust/accessMatrix.ts";
import type { OktaIssuerModel, RouteAccess, TrustModel } from "../../trust/TrustModel.ts";
import { randomNumbers } from "../support/random.ts";
import { modelOf, oktaIssuerOf, type LooseSettings } from "./settingsFixture.ts";

function matrix(change: (settings: LooseSettings) => unknown): readonly AccessRow[] {
  return accessMatrix(modelOf(change));
}

const noRoles = { grantedRoles: [], matchedRoles: [] };

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
      ...noRoles,
      tokenOf: "okta",
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
      ...noRoles,
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
          client: { kind: "any-application", issuer: "okta", issuerKind: "okta" },
          api: "inventory",
          route: "GET /keys",
          allowed: true,
          reason: "scope-granted",
          why: "It can get keys.read, and the route asks for keys.read.",
          grantedScopes: ["keys.read"],
          matchedScopes: ["keys.read"],
          ...noRoles,
          tokenOf: "okta",
        },
        {
          client: { kind: "any-application", issuer: "okta", issuerKind: "okta" },
          api: "inventory",
          route: "PUT /keys",
          allowed: false,
          reason: "no-matching-scope",
          why: "It can get only keys.read, and the route asks for keys.write.",
          grantedScopes: ["keys.read"],
          matchedScopes: [],
          ...noRoles,
        },
      ],
    );
    assert.equal(
      describeClient({ kind: "any-application", issuer: "okta", issuerKind: "okta" }),
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
          ...noRoles,
          tokenOf: "okta",
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
    const okta: OktaIssuerModel = { ...oktaIssuerOf(model), accessPolicies: [] };
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

  it("says what asking every token endpoint for every scope would show, however the policies are", () => {
    const next = randomNumbers(3);
    const seen = { allowed: 0, denied: 0 };
    for (let round = 0; round < 300; round++) {
      const model = randomModel(next);
      for (const { client, route, api, allowed } of accessMatrix(model)) {
        if (client.kind !== "client") continue;
        const { access } = model.apis[api]!.routes.find(({ key }) => key === route)!;
        assert.equal(allowed, canEnter(model, client, access), JSON.stringify({ round, client, access, model }));
        seen[allowed ? "allowed" : "denied"] += 1;
      }
    }
    assert.ok(seen.allowed > 300 && seen.denied > 300, JSON.stringify(seen));
  });
});

/** By what the clouds do, told as plainly as can be: any token of the route's issuer that holds one of its scopes. */
function canEnter(
  model: TrustModel,
  client: { readonly issuer: string; readonly name: string },
  access: RouteAccess,
): boolean {
  if (access.kind !== "jwt") return access.kind === "public";
  const { scopes, accessPolicies } = oktaIssuerOf(model, access.issuer);
  const isOwn = client.issuer === access.issuer;
  const tokens = Object.keys(scopes).filter((scope) =>
    accessPolicies.some(
      ({ clients, rules }) =>
        (clients === "all" || (isOwn && clients.includes(client.name))) &&
        rules.some((rule) => rule.scopes === "all" || rule.scopes.includes(scope)),
    ),
  );
  return tokens.some((scope) => access.scopes.length === 0 || access.scopes.includes(scope));
}

/** Two issuers whose clients have the same names, with policies and routes of every kind. */
function randomModel(next: (end: number) => number): TrustModel {
  const some = (names: readonly string[]): readonly string[] => names.filter(() => next(2) === 0);
  const allOr = (names: readonly string[]): "all" | readonly string[] => (next(5) === 0 ? "all" : some(names));
  const scopes = ["a", "b", "c"];
  const issuer = (): OktaIssuerModel => ({
    kind: "okta",
    audience: "https://api.example.com",
    scopes: Object.fromEntries(scopes.map((scope) => [scope, { default: next(2) === 0 }])),
    clients: Object.fromEntries(
      ["one", "two"].map((name) => [name, { scopes: ["a"], authentication: "client_secret_basic" }]),
    ),
    accessPolicies: Array.from({ length: next(3) }, (_, index) => ({
      name: `policy-${index}`,
      description: "",
      priority: index + 1,
      clients: allOr(["one", "two"]),
      rules: [{ name: "rule", priority: 1, scopes: allOr(scopes), accessTokenMinutes: 5 }],
    })),
  });
  const routes = ["x", "y"].flatMap((name) =>
    [some(scopes), []].map((asked, index) => ({
      key: `GET /${name}/${index}`,
      access: { kind: "jwt" as const, issuer: name, scopes: asked },
      backend: { kind: "lambda" as const, function: "f" },
    })),
  );
  const api = { routes, functions: {}, accessLogs: { retentionDays: 1 }, sharesTokensWith: [] };
  return { issuers: { x: issuer(), y: issuer() }, apis: { api }, relyingParties: {} };
}
