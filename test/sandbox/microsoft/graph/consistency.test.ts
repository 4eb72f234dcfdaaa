import assert from "node:assert/strict";
import { type GraphList, GraphTenant, missing } from "./support/graphTenant.ts";

describe("Microsoft Graph's eventual consistency", () => {
  const eventual = () => new GraphTenant({ consistency: "eventual" });

  /** Statuses of a request that is made again and again. */
  async function statuses(tenant: GraphTenant, method: string, path: string, times: number): Promise<number[]> {
    const found: number[] = [];
    for (let i = 0; i < times; i++) found.push((await tenant.call(method, path)).status);
    return found;
  }

  it("is not there unless asked for", async () => {
    const tenant = new GraphTenant();
    const { id } = await tenant.createApplication();
    assert.deepEqual(await statuses(tenant, "GET", `/v1.0/applications/${id}`, 2), [200, 200]);
  });

  for (const [what, make, path] of [
    ["an application", async (tenant: GraphTenant) => tenant.createApplication(), "/v1.0/applications"],
    ["a person", async (tenant: GraphTenant) => tenant.createUser(), "/v1.0/users"],
  ] as const) {
    it(`hides ${what} from the first two readings, each time the same`, async () => {
      for (let round = 0; round < 2; round++) {
        const tenant = eventual();
        const { id } = await make(tenant);
        assert.deepEqual(await tenant.refusal("GET", `${path}/${id}`), missing(id));
        assert.deepEqual(await statuses(tenant, "GET", `${path}/${id}`, 3), [404, 200, 200]);
      }
    });
  }

  it("hides it from changes and lists too, and by its other names", async () => {
    const tenant = eventual();
    const { id, appId } = await tenant.createApplication();
    assert.equal((await tenant.call("PATCH", `/v1.0/applications/${id}`, { displayName: "Early" })).status, 404);
    assert.deepEqual(await statuses(tenant, "GET", `/v1.0/applications(appId='${appId}')`, 2), [404, 200]);
    await tenant.createUser();
    const list = async () => (await tenant.ask<GraphList>("GET", "/v1.0/users")).value.length;
    assert.deepEqual([await list(), await list(), await list()], [0, 0, 1]);
  });

  it("lets no service principal be made of an application that has not arrived", async () => {
    const tenant = eventual();
    const { appId } = await tenant.createApplication();
    const refused = {
      status: 400,
      code: "Request_BadRequest",
      message: `The appId '${appId}' of the service principal does not reference a valid application object.`,
    };
    assert.deepEqual(await tenant.refusal("POST", "/v1.0/servicePrincipals", { appId }), refused);
    assert.deepEqual(await tenant.refusal("POST", "/v1.0/servicePrincipals", { appId }), refused);
    await tenant.ask("POST", "/v1.0/servicePrincipals", { appId });
  });

  it("shows a service principal by its own path at once, and in lists later", async () => {
    const tenant = eventual();
    const { appId } = await tenant.createApplication();
    await statuses(tenant, "GET", `/v1.0/applications(appId='${appId}')`, 2);
    const { id } = await tenant.ask("POST", "/v1.0/servicePrincipals", { appId });
    await tenant.ask("PATCH", `/v1.0/servicePrincipals/${id}`, { notes: "at once" });
    const found = async () => {
      const { value } = await tenant.ask<GraphList>("GET", `/v1.0/servicePrincipals?$filter=appId eq '${appId}'`);
      return value.length;
    };
    assert.deepEqual([await found(), await found(), await found()], [0, 0, 1]);
  });

  it("lets nothing be assigned to a service principal that has not arrived", async () => {
    const tenant = eventual();
    const { appId } = await tenant.createApplication();
    await statuses(tenant, "GET", `/v1.0/applications(appId='${appId}')`, 2);
    const client = await tenant.ask("POST", "/v1.0/servicePrincipals", { appId });
    const path = `/v1.0/servicePrincipals/${tenant.callerId}/appRoleAssignedTo`;
    const body = {
      principalId: client.id,
      resourceId: tenant.callerId,
      appRoleId: "00000000-0000-0000-0000-000000000000",
    };
    assert.deepEqual(await tenant.refusal("POST", path, body), missing(client.id));
    assert.deepEqual(await tenant.refusal("POST", path, body), missing(client.id));
    await tenant.ask("POST", path, body);
  });
});
