import assert from "node:assert/strict";
import { faultsAfter, modelOf, type Loose, type LooseSettings } from "../settingsFixture.ts";

const routes = ["crosstrust:apis", "inventory", "routes"];

function addRoutes(apis: LooseSettings["apis"], count: number, route: (index: number) => Loose): void {
  for (let index = 0; index < count; index++) apis.inventory.routes[`GET /r/${index}`] = route(index);
}

function addIssuers(settings: LooseSettings, count: number): void {
  for (let index = 0; index < count; index++) {
    settings.issuers[`i${index}`] = { kind: "okta", audience: "a", scopes: { x: {} } };
    settings.apis.inventory.routes[`GET /i${index}`] = { issuer: `i${index}`, scopes: ["x"], lambda: "inventory" };
  }
}

const open = { public: true, lambda: "inventory" };

describe("the quotas of API Gateway", () => {
  it("refuse more than 300 routes, unless AWS has raised the quota", () => {
    assert.deepEqual(
      faultsAfter(({ apis }) => addRoutes(apis, 299, () => open)),
      [
        {
          path: routes,
          message: "API Gateway does not take so many routes.",
          found: 301,
          expected: "at most 300, or quotas.routes once AWS has raised the quota",
        },
      ],
    );
    assert.equal(modelOf(({ apis }) => addRoutes(apis, 298, () => open)).apis["inventory"]?.routes.length, 300);
    const raised = modelOf(({ apis }) => {
      apis.inventory["quotas"] = { routes: 301 };
      addRoutes(apis, 299, () => open);
    });
    assert.equal(raised.apis["inventory"]?.routes.length, 301);
  });

  it("refuse more than 10 authorizers, unless AWS has raised the quota", () => {
    assert.deepEqual(
      faultsAfter((settings) => addIssuers(settings, 10)),
      [
        {
          path: routes,
          message: "API Gateway does not take so many authorizers.",
          found: 11,
          expected: "at most 10, or quotas.authorizers once AWS has raised the quota",
        },
      ],
    );
    assert.equal(Object.keys(modelOf((settings) => addIssuers(settings, 9)).issuers).length, 10);
    const raised = modelOf((settings) => {
      settings.apis.inventory["quotas"] = { authorizers: 11 };
      addIssuers(settings, 10);
    });
    assert.equal(Object.keys(raised.issuers).length, 11);
  });

  it("refuse more than 10 scopes on a route", () => {
    const withScopes = (count: number) => (settings: LooseSettings) => {
      const scopes = Array.from({ length: count }, (_, index) => `s${index}`);
      Object.assign(settings.issuers.okta.scopes, Object.fromEntries(scopes.map((scope) => [scope, {}])));
      settings.apis.inventory.routes["GET /keys"]["scopes"] = scopes;
    };
    assert.deepEqual(faultsAfter(withScopes(11)), [
      {
        path: [...routes, "GET /keys", "scopes"],
        message: "API Gateway does not take so many scopes on a route.",
        found: 11,
        expected: "at most 10, which AWS does not raise",
      },
    ]);
    assert.equal(faultsAfter(withScopes(10)).length, 0);
  });

  it("refuse more than 300 different backends, whatever the quota of routes", () => {
    const withBackends = (count: number) => (settings: LooseSettings) => {
      settings.apis.inventory["quotas"] = { routes: 400 };
      addRoutes(settings.apis, count, (index) => ({ public: true, http: `https://b${index}.example.com` }));
      addRoutes(settings.apis, 0, () => open);
    };
    assert.deepEqual(faultsAfter(withBackends(300)), [
      {
        path: routes,
        message: "API Gateway does not take so many backends.",
        found: 301,
        expected: "at most 300, which AWS does not raise",
      },
    ]);
    assert.equal(faultsAfter(withBackends(299)).length, 0);
  });
});
