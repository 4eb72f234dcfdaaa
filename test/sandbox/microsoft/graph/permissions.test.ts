import assert from "node:assert/strict";
import { graphOperations } from "../../../../sandbox/microsoft/graph/respondGraph.ts";
import { permissions } from "../../../../sandbox/microsoft/graph/permissions.ts";
import { graphServicePrincipal } from "../../../../sandbox/microsoft/graphServicePrincipal.ts";
import { GraphTenant, person, start } from "./support/graphTenant.ts";

const denied = {
  status: 403,
  code: "Authorization_RequestDenied",
  message: "Insufficient privileges to complete the operation.",
};

describe("Microsoft Graph's permissions", () => {
  const as = async (tenant: GraphTenant, ...roles: string[]) => ({
    authorization: `Bearer ${await tenant.token({ roles })}`,
  });

  it("are known for every operation but those about a signed-in person", () => {
    assert.deepEqual(
      Object.keys(permissions).sort(),
      graphOperations.filter((operation) => operation !== "getSignedInUser" && operation !== "getUserInfo"),
    );
  });

  it("are all offered by Graph's own service principal", () => {
    const offered = graphServicePrincipal(start).appRoles?.map(({ value }) => value);
    const needed = Object.values(permissions).flatMap((anyOf) => anyOf.flatMap((one) => one.split(" and ")));
    for (const permission of needed) assert.ok(offered?.includes(permission), permission);
  });

  for (const [method, path, body, least, otherwise] of [
    ["GET", "/v1.0/applications", undefined, "Application.Read.All", "User.ReadWrite.All"],
    ["POST", "/v1.0/applications", { displayName: "Orders" }, "Application.ReadWrite.OwnedBy", "Application.Read.All"],
    ["GET", "/v1.0/servicePrincipals", undefined, "Application.Read.All", "User.Read.All"],
    ["GET", "/v1.0/oauth2PermissionGrants", undefined, "Directory.Read.All", "Application.Read.All"],
    ["GET", "/v1.0/users", undefined, "User.Read.All", "Application.ReadWrite.All"],
    ["POST", "/v1.0/users", person(), "User.ReadWrite.All", "User.Read.All"],
    ["GET", "/v1.0/domains", undefined, "Domain.Read.All", "User.Read.All"],
    ["GET", "/v1.0/organization", undefined, "Organization.Read.All", "Domain.Read.All"],
  ] as const) {
    it(`let ${method} ${path} pass with ${least} and not with ${otherwise} or nothing`, async () => {
      const tenant = new GraphTenant();
      assert.deepEqual(await tenant.refusal(method, path, body, await as(tenant)), denied);
      assert.deepEqual(await tenant.refusal(method, path, body, await as(tenant, otherwise)), denied);
      await tenant.ask(method, path, body, await as(tenant, least));
    });
  }

  it("take another permission for consent than for applications", async () => {
    const tenant = new GraphTenant();
    const { principal: api } = await tenant.createPrincipal({ displayName: "API" });
    const { principal: client } = await tenant.createPrincipal({ displayName: "Client" });
    const assignment = {
      principalId: client.id,
      resourceId: api.id,
      appRoleId: "0".repeat(8) + "-0000-0000-0000-000000000000",
    };
    const path = `/v1.0/servicePrincipals/${api.id}/appRoleAssignedTo`;
    const writer = await as(tenant, "Application.ReadWrite.All", "Directory.ReadWrite.All");
    assert.deepEqual(await tenant.refusal("POST", path, assignment, writer), denied);
    assert.deepEqual(
      await tenant.refusal("POST", path, assignment, await as(tenant, "AppRoleAssignment.ReadWrite.All")),
      denied,
    );
    const assigner = await as(tenant, "AppRoleAssignment.ReadWrite.All", "Application.Read.All");
    await tenant.ask("POST", path, assignment, assigner);
    const grant = { clientId: client.id, consentType: "AllPrincipals", resourceId: api.id, scope: "" };
    assert.deepEqual(await tenant.refusal("POST", "/v1.0/oauth2PermissionGrants", grant, writer), denied);
    const granter = await as(tenant, "DelegatedPermissionGrant.ReadWrite.All");
    await tenant.ask("POST", "/v1.0/oauth2PermissionGrants", grant, granter);
  });

  it("let an application that manages only its own make one, and nothing be done to those of others", async () => {
    const tenant = new GraphTenant();
    const owner = await as(tenant, "Application.ReadWrite.OwnedBy");
    const other = await tenant.createApplication({ displayName: "Of somebody else" });
    const own = await tenant.ask("POST", "/v1.0/applications", { displayName: "Own" }, owner);
    await tenant.ask("PATCH", `/v1.0/applications/${own.id}`, { displayName: "Own still" }, owner);
    await tenant.ask("POST", `/v1.0/applications/${own.id}/addPassword`, {}, owner);
    await tenant.ask("POST", "/v1.0/servicePrincipals", { appId: own["appId"] }, owner);
    for (const [method, path, body] of [
      ["PATCH", `/v1.0/applications/${other.id}`, { displayName: "Taken" }],
      ["POST", `/v1.0/applications/${other.id}/addPassword`, {}],
      ["DELETE", `/v1.0/applications/${other.id}`, undefined],
      ["POST", "/v1.0/servicePrincipals", { appId: other.appId }],
    ] as const) {
      assert.deepEqual(await tenant.refusal(method, path, body, owner), denied, `${method} ${path}`);
    }
    await tenant.ask("GET", `/v1.0/applications/${other.id}`, undefined, owner);
    await tenant.ask("DELETE", `/v1.0/applications/${own.id}`, undefined, owner);
  });

  it("take one of its own for the password of somebody who is there already", async () => {
    const tenant = new GraphTenant();
    const { id } = await tenant.createUser();
    const passwordProfile = { password: "Another-Horse-8" };
    const path = `/v1.0/users/${id}`;
    assert.deepEqual(
      await tenant.refusal("PATCH", path, { passwordProfile }, await as(tenant, "User.ReadWrite.All")),
      denied,
    );
    const resetter = await as(tenant, "User-PasswordProfile.ReadWrite.All");
    assert.deepEqual(await tenant.refusal("PATCH", path, { displayName: "Alice B" }, resetter), denied);
    await tenant.ask("PATCH", path, { passwordProfile }, resetter);
    assert.equal(tenant.directory.users[id]?.password, "Another-Horse-8");
  });
});
