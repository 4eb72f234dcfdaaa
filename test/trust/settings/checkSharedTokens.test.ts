import assert from "node:assert/strict";
import { faultsAfter, modelOf, type Loose, type LooseSettings } from "../settingsFixture.ts";

const apis = "crosstrust:apis";
const route = (...scopes: string[]): Loose => ({ issuer: "okta", scopes, lambda: "f" });

/** The valid config with another API beside `inventory`, whose GET /keys admits keys.read. */
function withReports(routes: Loose, shares: { inventory?: string[]; reports?: string[] } = {}) {
  return (settings: LooseSettings) => {
    settings.apis["reports"] = { routes, ...(shares.reports && { sharesTokensWith: shares.reports }) };
    if (shares.inventory) settings.apis.inventory["sharesTokensWith"] = shares.inventory;
  };
}

const opensInventory = {
  path: [apis, "inventory", "sharesTokensWith"],
  message: 'A token for the API "reports" would open GET /keys (admits keys.read of okta).',
  expected: "sharesTokensWith: [reports] if this is meant, otherwise an issuer or scopes of its own",
};
const opensReports = {
  path: [apis, "reports", "sharesTokensWith"],
  message:
    'A token for the API "inventory" would open GET /a (admits keys.read of okta), PUT /a (admits keys.read of okta).',
  expected: "sharesTokensWith: [inventory] if this is meant, otherwise an issuer or scopes of its own",
};
const overlapping = { "GET /a": route("keys.read"), "PUT /a": route("keys.write", "keys.read") };

describe("tokens of one API at another", () => {
  it("are refused on both sides where both admit the same scope", () => {
    assert.deepEqual(faultsAfter(withReports(overlapping)), [opensInventory, opensReports]);
  });

  it("are refused on the side that has not said so", () => {
    assert.deepEqual(faultsAfter(withReports(overlapping, { reports: ["inventory"] })), [opensInventory]);
    assert.deepEqual(faultsAfter(withReports(overlapping, { inventory: ["reports"] })), [opensReports]);
  });

  it("are allowed where both sides say so", () => {
    const model = modelOf(withReports(overlapping, { inventory: ["reports"], reports: ["inventory"] }));
    assert.deepEqual(model.apis["reports"]?.sharesTokensWith, ["inventory"]);
  });

  it("are refused at a route without scopes, and only there", () => {
    assert.deepEqual(faultsAfter(withReports({ "GET /a": route() })), [
      {
        path: [apis, "reports", "sharesTokensWith"],
        message: 'A token for the API "inventory" would open GET /a (asks for no scope of okta).',
        expected: "sharesTokensWith: [inventory] if this is meant, otherwise an issuer or scopes of its own",
      },
    ]);
    assert.equal(faultsAfter(withReports({ "GET /a": route() }, { reports: ["inventory"] })).length, 0);
  });

  it("open nothing where the scopes, or the issuers, are different", () => {
    assert.equal(faultsAfter(withReports({ "GET /a": route("keys.write") })).length, 0);
    const other = { kind: "okta", audience: "https://api.example.com", scopes: { "keys.read": {} } };
    const faults = faultsAfter((settings) => {
      settings.issuers["other"] = other;
      withReports({ "GET /a": { ...route("keys.read"), issuer: "other" } })(settings);
    });
    assert.equal(faults.length, 0);
  });

  it("open nothing on public routes", () => {
    assert.equal(faultsAfter(withReports({ "GET /a": { public: true, lambda: "f" } })).length, 0);
  });

  it("are not said to be shared where none opens anything", () => {
    assert.deepEqual(faultsAfter(withReports({ "GET /a": route("keys.write") }, { inventory: ["reports"] })), [
      {
        path: [apis, "inventory", "sharesTokensWith", 0],
        message: "No token for reports opens a route here.",
        found: "reports",
        expected: "only APIs whose tokens open routes of this one",
      },
    ]);
  });

  it("are given the benefit of the doubt while a route cannot be read", () => {
    const routes = { "GET /a": route("keys.write"), "GET /b": { ...route("keys.read"), lambda: 5 } };
    const faults = faultsAfter(withReports(routes, { inventory: ["reports"] }));
    assert.deepEqual(
      faults.map(({ path }) => path.join(".")),
      [`${apis}.reports.routes.GET /b.lambda`],
    );
  });

  it("are shared with other APIs that exist, each named once", () => {
    const faults = faultsAfter((settings) => {
      settings.apis.inventory["sharesTokensWith"] = ["inventory", "reprots"];
      withReports({ "GET /a": route("keys.write") }, { reports: ["inventory", "inventory"] })(settings);
    });
    assert.deepEqual(
      faults.map(({ path, message }) => [path.join("."), message]),
      [
        [`${apis}.inventory.sharesTokensWith.0`, 'There is no other API "inventory".'],
        [`${apis}.inventory.sharesTokensWith.1`, 'There is no other API "reprots".'],
        [`${apis}.reports.sharesTokensWith.1`, 'The API "inventory" is listed twice.'],
        [`${apis}.reports.sharesTokensWith.0`, "No token for inventory opens a route here."],
      ],
    );
  });
});
