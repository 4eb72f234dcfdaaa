import assert from "node:assert/strict";
import { type GraphList, GraphTenant, missing } from "./support/graphTenant.ts";

const roleId = "7a1ad38c-3f6e-4c3a-9a0e-2d6a7a3a6b01";
const noRole = "00000000-0000-0000-0000-000000000000";

const role = {
  id: roleId,
  allowedMemberTypes: ["Application"],
  value: "Orders.Export",
  displayName: "Export",
  description: "Export orders",
  isEnabled: true,
};

describe("Microsoft Graph's app role assignments", () => {
  async function apiAndClient() {
    const tenant = new GraphTenant();
    const { application, principal: api } = await tenant.createPrincipal({ displayName: "API", appRoles: [role] });
    const { principal: client } = await tenant.createPrincipal({ displayName: "Client" });
    const body = { principalId: client.id, resourceId: api.id, appRoleId: roleId };
    return { tenant, application, api, client, body };
  }

  it("are made at the resource, and seen from both ends", async () => {
    const { tenant, api, client, body } = await apiAndClient();
    const path = `/v1.0/servicePrincipals/${api.id}/appRoleAssignedTo`;
    const made = await tenant.call("POST", path, body);
    assert.equal(made.status, 201);
    assert.match(made.body.id, /^[A-Za-z0-9_-]{43}$/);
    const context = `https://graph.microsoft.com/v1.0/$metadata#servicePrincipals('${api.id}')/appRoleAssignedTo`;
    const expected = {
      id: made.body.id,
      deletedDateTime: null,
      appRoleId: roleId,
      createdDateTime: "2026-01-02T03:04:05Z",
      principalDisplayName: "Client",
      principalId: client.id,
      principalType: "ServicePrincipal",
      resourceDisplayName: "API",
      resourceId: api.id,
    };
    assert.deepEqual(made.body, { "@odata.context": `${context}/$entity`, ...expected });
    assert.deepEqual(await tenant.ask("GET", `${path}/${made.body.id}`), made.body);
    assert.deepEqual(await tenant.ask("GET", path), { "@odata.context": context, value: [expected] });
    const { value } = await tenant.ask<GraphList>("GET", `/v1.0/servicePrincipals/${client.id}/appRoleAssignments`);
    assert.deepEqual(value, [expected]);
  });

  it("are made at the principal, and deleted", async () => {
    const { tenant, client, body } = await apiAndClient();
    const path = `/v1.0/servicePrincipals/${client.id}/appRoleAssignments`;
    const { id } = await tenant.ask("POST", path, body);
    assert.equal((await tenant.call("DELETE", `${path}/${id}`)).status, 204);
    assert.deepEqual(await tenant.refusal("DELETE", `${path}/${id}`), missing(id));
    assert.deepEqual((await tenant.ask<GraphList>("GET", path)).value, []);
  });

  it("are given once", async () => {
    const { tenant, api, client, body } = await apiAndClient();
    await tenant.ask("POST", `/v1.0/servicePrincipals/${api.id}/appRoleAssignedTo`, body);
    assert.deepEqual(await tenant.refusal("POST", `/v1.0/servicePrincipals/${client.id}/appRoleAssignments`, body), {
      status: 400,
      code: "Request_BadRequest",
      message: "Permission being assigned already exists on the object",
      details: [["InvalidUpdate", "id"]],
    });
  });

  for (const [what, settings] of [
    ["a role that there is not", { appRoleId: crypto.randomUUID() }],
    ["access without a role where there are roles", { appRoleId: noRole }],
  ] as const) {
    it(`are refused for ${what}`, async () => {
      const { tenant, application, api, body } = await apiAndClient();
      const path = `/v1.0/servicePrincipals/${api.id}/appRoleAssignedTo`;
      assert.deepEqual(await tenant.refusal("POST", path, { ...body, ...settings }), {
        status: 400,
        code: "Request_BadRequest",
        message: `Permission being assigned was not found on application '${application.appId}'.`,
        details: [["InvalidUpdate", "id"]],
      });
    });
  }

  it("are refused for a role that is not for applications, or is disabled", async () => {
    for (const settings of [{ allowedMemberTypes: ["User"] }, { isEnabled: false }]) {
      const tenant = new GraphTenant();
      const { principal: api } = await tenant.createPrincipal({ appRoles: [{ ...role, ...settings }] });
      const { principal: client } = await tenant.createPrincipal();
      const body = { principalId: client.id, resourceId: api.id, appRoleId: roleId };
      const path = `/v1.0/servicePrincipals/${api.id}/appRoleAssignedTo`;
      assert.equal((await tenant.refusal("POST", path, body)).status, 400);
      await tenant.ask("POST", path, { ...body, appRoleId: noRole });
    }
  });

  it("are refused where one end is not there or is not the one in the path", async () => {
    const { tenant, api, client, body } = await apiAndClient();
    const path = `/v1.0/servicePrincipals/${api.id}/appRoleAssignedTo`;
    const nobody = crypto.randomUUID();
    assert.deepEqual(await tenant.refusal("POST", path, { ...body, principalId: nobody }), missing(nobody));
    assert.equal((await tenant.refusal("POST", path, { ...body, resourceId: client.id })).status, 400);
    assert.deepEqual(
      await tenant.refusal("POST", `/v1.0/servicePrincipals/${nobody}/appRoleAssignedTo`, body),
      missing(nobody),
    );
  });

  it("go with the principal that they are for", async () => {
    const { tenant, api, client, body } = await apiAndClient();
    const path = `/v1.0/servicePrincipals/${api.id}/appRoleAssignedTo`;
    await tenant.ask("POST", path, body);
    await tenant.ask("DELETE", `/v1.0/servicePrincipals/${client.id}`);
    assert.deepEqual((await tenant.ask<GraphList>("GET", path)).value, []);
  });

  it("are people's too", async () => {
    const tenant = new GraphTenant();
    const alice = await tenant.createUser();
    const { principal } = await tenant.createPrincipal();
    const body = { principalId: alice.id, resourceId: principal.id, appRoleId: noRole };
    const path = "/v1.0/users/alice@acme.example/appRoleAssignments";
    const made = await tenant.ask("POST", path, body);
    assert.deepEqual([made["principalType"], made["principalDisplayName"]], ["User", "Alice Archer"]);
    assert.equal((await tenant.ask<GraphList>("GET", path)).value.length, 1);
    await tenant.ask("DELETE", `${path}/${made.id}`);
    assert.deepEqual((await tenant.ask<GraphList>("GET", path)).value, []);
  });
});
