import assert from "node:assert/strict";
import { type GraphList, GraphTenant, missing } from "./support/graphTenant.ts";

describe("Microsoft Graph's permission grants", () => {
  async function withGrant() {
    const tenant = new GraphTenant();
    const { principal: client } = await tenant.createPrincipal();
    const graph = await tenant.ask("GET", "/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')");
    const body = { clientId: client.id, consentType: "AllPrincipals", resourceId: graph.id, scope: "openid email" };
    const made = await tenant.call("POST", "/v1.0/oauth2PermissionGrants", body);
    return { tenant, client, graph, body, made, path: `/v1.0/oauth2PermissionGrants/${made.body.id}` };
  }

  it("are made, found, listed, changed and deleted", async () => {
    const { tenant, client, body, made, path } = await withGrant();
    const context = "https://graph.microsoft.com/v1.0/$metadata#oauth2PermissionGrants";
    assert.equal(made.status, 201);
    const expected = { id: made.body.id, ...body, principalId: null };
    assert.deepEqual(made.body, { "@odata.context": `${context}/$entity`, ...expected });
    assert.deepEqual(await tenant.ask("GET", path), made.body);
    const list = `/v1.0/oauth2PermissionGrants?$filter=clientId eq '${client.id}' and consentType eq 'AllPrincipals'`;
    assert.deepEqual(await tenant.ask("GET", list), { "@odata.context": context, value: [expected] });
    const none = `/v1.0/oauth2PermissionGrants?$filter=clientId eq '${body.resourceId}'`;
    assert.deepEqual((await tenant.ask<GraphList>("GET", none)).value, []);
    const own = await tenant.ask<GraphList>("GET", `/v1.0/servicePrincipals/${client.id}/oauth2PermissionGrants`);
    assert.deepEqual(own.value, [expected]);
    assert.equal((await tenant.call("PATCH", path, { scope: "openid email profile" })).status, 204);
    assert.equal((await tenant.ask("GET", path))["scope"], "openid email profile");
    assert.equal((await tenant.call("DELETE", path)).status, 204);
    assert.deepEqual(await tenant.refusal("GET", path), missing(made.body.id));
  });

  it("are one for each client, resource and person", async () => {
    const { tenant, body } = await withGrant();
    assert.deepEqual(await tenant.refusal("POST", "/v1.0/oauth2PermissionGrants", body), {
      status: 409,
      code: "Request_MultipleObjectsWithSameKeyValue",
      message: "Permission entry already exists.",
    });
    const alice = await tenant.createUser();
    await tenant.ask("POST", "/v1.0/oauth2PermissionGrants", {
      ...body,
      consentType: "Principal",
      principalId: alice.id,
    });
  });

  it("keep whom they are for", async () => {
    const { tenant, body, path } = await withGrant();
    await tenant.ask("PATCH", path, { ...body, scope: "openid" });
    assert.deepEqual(await tenant.refusal("PATCH", path, { consentType: "Principal" }), {
      status: 400,
      code: "Request_BadRequest",
      message: "Property 'consentType' is read-only and cannot be set.",
    });
  });

  for (const [what, settings, at] of [
    ["no client", { clientId: undefined }, "clientId"],
    ["no resource", { resourceId: undefined }, "resourceId"],
    ["no type", { consentType: undefined }, "consentType"],
    ["another type", { consentType: "Everybody" }, "consentType"],
    ["a person where everybody is meant", { principalId: crypto.randomUUID() }, "principalId"],
    ["nobody where a person is meant", { consentType: "Principal" }, "principalId"],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const { tenant, body } = await withGrant();
      const { status, details } = await tenant.refusal("POST", "/v1.0/oauth2PermissionGrants", {
        ...body,
        ...settings,
      });
      assert.deepEqual([status, details?.map(([, target]) => target)], [400, [at]]);
    });
  }

  it("are refused for a client that is not there", async () => {
    const { tenant, body } = await withGrant();
    const clientId = crypto.randomUUID();
    assert.deepEqual(
      await tenant.refusal("POST", "/v1.0/oauth2PermissionGrants", { ...body, clientId }),
      missing(clientId),
    );
  });
});
