import assert from "node:assert/strict";
import { type GraphList, GraphTenant, missing } from "./support/graphTenant.ts";

describe("Microsoft Graph's directory", () => {
  it("has its verified domains", async () => {
    const tenant = new GraphTenant();
    const { value } = await tenant.ask<GraphList>("GET", "/v1.0/domains");
    assert.deepEqual(
      value.map(({ id, isInitial, isDefault, isVerified }) => [id, isInitial, isDefault, isVerified]),
      [
        ["acmedev.onmicrosoft.com", true, true, true],
        ["acme.example", false, false, true],
      ],
    );
    assert.equal((await tenant.ask("GET", "/v1.0/domains/acme.example")).id, "acme.example");
    assert.deepEqual(await tenant.refusal("GET", "/v1.0/domains/evil.example"), missing("evil.example"));
  });

  it("is one organization", async () => {
    const tenant = new GraphTenant();
    const { value } = await tenant.ask<GraphList>("GET", "/v1.0/organization");
    const { tenantId } = tenant.directory;
    assert.deepEqual(
      value.map(({ id, displayName, tenantType }) => [id, displayName, tenantType]),
      [[tenantId, "acmedev", "AAD"]],
    );
    assert.equal((await tenant.ask("GET", `/v1.0/organization/${tenantId}`)).id, tenantId);
    const other = crypto.randomUUID();
    assert.deepEqual(await tenant.refusal("GET", `/v1.0/organization/${other}`), missing(other));
  });

  it("knows no person behind an application", async () => {
    assert.deepEqual(await new GraphTenant().refusal("GET", "/v1.0/me"), {
      status: 400,
      code: "BadRequest",
      message: "/me request is only valid with delegated authentication flow.",
    });
  });

  it("gives objects of any type by their ids", async () => {
    const tenant = new GraphTenant();
    const alice = await tenant.createUser();
    const { application, principal } = await tenant.createPrincipal();
    const types = [
      [alice.id, "#microsoft.graph.user"],
      [application.id, "#microsoft.graph.application"],
      [principal.id, "#microsoft.graph.servicePrincipal"],
    ] as const;
    for (const [id, type] of types) {
      const found = await tenant.ask("GET", `/v1.0/directoryObjects/${id}`);
      assert.deepEqual(
        [found["@odata.context"], found["@odata.type"], found.id],
        ["https://graph.microsoft.com/v1.0/$metadata#directoryObjects/$entity", type, id],
      );
    }
    const ids = [...types.map(([id]) => id), crypto.randomUUID()];
    const all = await tenant.ask<GraphList>("POST", "/v1.0/directoryObjects/getByIds", { ids });
    assert.deepEqual(
      all.value.map((found) => [found.id, found["@odata.type"]]),
      types,
    );
    const users = await tenant.ask<GraphList>("POST", "/v1.0/directoryObjects/getByIds", { ids, types: ["user"] });
    assert.deepEqual(
      users.value.map(({ id }) => id),
      [alice.id],
    );
    const nobody = crypto.randomUUID();
    assert.deepEqual(await tenant.refusal("GET", `/v1.0/directoryObjects/${nobody}`), missing(nobody));
  });
});
