import assert from "node:assert/strict";
import { importFiles } from "../../../scripts/lib/adopt/importFiles.ts";
import type { PlannedResource } from "../../../scripts/lib/adopt/PlannedResource.ts";
import { plannedResources } from "../../../scripts/lib/adopt/readPlan.ts";
import { plan, planned } from "./support/planned.ts";

const root = planned("pulumi:pulumi:Stack", "crosstrust-dev", { custom: false });
const issuer = { ...planned("crosstrust:okta:Issuer", "okta", { custom: false }), parent: root.urn };
const server = planned("okta:auth/server:Server", "okta", { below: issuer, version: "7.0.0" });
const found = (resource: PlannedResource, importId: string) => ({
  resource,
  outcome: { kind: "found" as const, found: { importId } },
});

describe("importFiles", () => {
  it("writes what was found with the components above it, parents first, and not the stack", () => {
    const idle = planned("crosstrust:okta:Issuer", "idle", { custom: false });
    const other = planned("okta:auth/server:Server", "other", { below: idle });
    const missing = { resource: other, outcome: { kind: "missing" as const } };
    const files = importFiles([found(server, "aus1"), missing], plan(root, server, issuer, idle, other));
    assert.deepEqual(files, {
      first: {
        resources: [
          { type: issuer.type, name: "crosstrust:okta:Issuer::okta", logicalName: "okta", component: true },
          {
            type: server.type,
            name: "crosstrust:okta:Issuer$okta:auth/server:Server::okta",
            logicalName: "okta",
            id: "aus1",
            parent: "crosstrust:okta:Issuer::okta",
            version: "7.0.0",
          },
        ],
      },
      others: {},
    });
  });

  it("names what the stack manages already by its URN", () => {
    const managed = { ...issuer, creates: false };
    const { first } = importFiles([found(server, "aus1")], plan(root, managed, server));
    assert.deepEqual(first.nameTable, { "crosstrust:okta:Issuer::okta": issuer.urn });
    assert.equal(first.resources.length, 1);
  });

  it("gives a provider that the program makes a file of its own, after its component is there", () => {
    const b2c = planned("crosstrust:entra:B2cIssuer", "customers", { custom: false });
    const provider = planned("pulumi:providers:azuread", "customers", { below: b2c, configuration: { tenantId: "t" } });
    const application = planned("azuread:index/application:Application", "shop", {
      below: b2c,
      provider: provider.urn,
    });
    const all = [found(server, "aus1"), found(application, "/applications/1")];
    const { first, others } = importFiles(all, plan(root, issuer, server, b2c, provider, application));
    assert.deepEqual(
      first.resources.map(({ logicalName }) => logicalName),
      ["customers", "okta", "okta"],
    );
    assert.deepEqual(Object.keys(others), ["customers"]);
    const { nameTable, resources } = others["customers"]!;
    assert.deepEqual(nameTable, { "crosstrust:entra:B2cIssuer::customers": b2c.urn });
    assert.deepEqual(
      resources.map(({ type, id, inputs, provider: by }) => [type, id, inputs, by]),
      [
        [
          application.type,
          "/applications/1",
          undefined,
          "crosstrust:entra:B2cIssuer$pulumi:providers:azuread::customers",
        ],
        [provider.type, undefined, { tenantId: "t" }, undefined],
      ],
    );
  });

  it("writes nothing where nothing was found", () => {
    assert.deepEqual(importFiles([], plan(root, issuer, server)), { first: { resources: [] }, others: {} });
  });
});

describe("plannedResources", () => {
  const provider = "urn:pulumi:dev::crosstrust::pulumi:providers:okta::default_7_0_0";
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };

  it("reads what would be created, without what is unknown or secret", () => {
    const goal = {
      type: server.type,
      name: "okta",
      custom: true,
      parent: issuer.urn,
      provider: `${provider}::${unknown}`,
      inputDiff: { adds: { name: "Keys", id: unknown, list: ["a", unknown], secret, nested: { secret, b: 1 } } },
      propertyDependencies: { id: ["urn:x"] },
    };
    const own = {
      type: "pulumi:providers:okta",
      name: "default_7_0_0",
      custom: true,
      inputDiff: { adds: { version: "7.0.0" } },
    };
    const resources = plannedResources({
      resourcePlans: {
        [server.urn]: { goal, steps: ["create"] },
        [provider]: { goal: own, steps: ["create"] },
        gone: {},
      },
    });
    assert.deepEqual([...resources.keys()], [server.urn, provider].sort());
    assert.deepEqual(resources.get(server.urn), {
      ...server,
      parent: issuer.urn,
      inputs: { name: "Keys", list: ["a"], nested: { b: 1 } },
      dependencies: { id: ["urn:x"] },
    });
  });

  it("knows a provider of the program's own, and what the stack has already", () => {
    const explicit = "urn:pulumi:dev::crosstrust::crosstrust:entra:B2cIssuer$pulumi:providers:azuread::customers";
    const goal = {
      type: "azuread:index/application:Application",
      name: "shop",
      custom: true,
      provider: `${explicit}::1`,
    };
    const [read] = plannedResources({ resourcePlans: { "urn:a": { goal, steps: ["same"] } } }).values();
    assert.deepEqual([read?.provider, read?.creates, read?.parent], [explicit, false, undefined]);
  });
});
