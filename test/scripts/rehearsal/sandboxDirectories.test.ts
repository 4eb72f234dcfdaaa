import assert from "node:assert/strict";
import { sandboxDirectories } from "../../../scripts/lib/rehearsal/sandboxDirectories.ts";
import { readStackConfig } from "../../../scripts/lib/stack/readStackConfig.ts";
import type { B2cIssuerModel, TrustModel } from "../../../trust/TrustModel.ts";

const nothing: TrustModel = { issuers: {}, apis: {}, relyingParties: {} };
const b2c = (more: Partial<B2cIssuerModel>): B2cIssuerModel => ({
  kind: "b2c",
  tenantId: "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
  tenantName: "acmecustomers",
  policy: "B2C_1_signin",
  domain: "acmecustomers.b2clogin.com",
  assignmentRequired: true,
  roles: {},
  clients: {},
  ...more,
});

describe("sandboxDirectories", () => {
  it("has the dev stack's Entra tenant with its domains, and its B2C tenant with policy and host", async () => {
    const { model } = await readStackConfig("dev");
    assert.deepEqual(sandboxDirectories(model, "6C1E2F0A-8f5d-4b6e-9a57-2d3f4c5b6a70"), [
      {
        tenantId: "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70",
        kind: "entra",
        name: "acmedev",
        domains: ["acme.example"],
        policies: [],
        loginHosts: [],
        variableSuffixes: [""],
      },
      {
        tenantId: "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
        kind: "b2c",
        name: "acmecustomers",
        domains: [],
        policies: ["B2C_1_signin"],
        loginHosts: ["acmecustomers.b2clogin.com"],
        variableSuffixes: ["_CUSTOMERS"],
      },
    ]);
  });

  it("makes one directory of several issuers of a tenant, with variables for each", () => {
    const issuers = {
      customers: b2c({}),
      "shop.eu": b2c({ policy: "B2C_1_shop", domain: "login.acme.example" }),
    };
    const [, tenant, ...others] = sandboxDirectories({ ...nothing, issuers }, undefined);
    assert.deepEqual(others, []);
    assert.deepEqual(tenant?.policies, ["B2C_1_signin", "B2C_1_shop"]);
    assert.deepEqual(tenant.loginHosts, ["acmecustomers.b2clogin.com", "login.acme.example"]);
    assert.deepEqual(tenant.variableSuffixes, ["_CUSTOMERS", "_SHOP_EU"]);
  });

  it("has an Entra tenant in any case", () => {
    const [entra, ...others] = sandboxDirectories(nothing, undefined);
    assert.deepEqual(others, []);
    assert.equal(entra?.kind, "entra");
    assert.match(entra.tenantId, /^[0-9a-f-]{36}$/);
  });
});
