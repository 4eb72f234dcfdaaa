import assert from "node:assert/strict";
import { type GraphList, GraphTenant, missing } from "./support/graphTenant.ts";

describe("Owners of Microsoft Graph's applications and service principals", () => {
  const reference = (id: string) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`;

  async function ownersOf(tenant: GraphTenant, path: string) {
    const { value } = await tenant.ask<GraphList>("GET", `${path}/owners`);
    return value.map((owner) => [owner.id, owner["@odata.type"]]);
  }

  it("are there from the start where the maker says so, and nobody else is", async () => {
    const tenant = new GraphTenant();
    const alice = await tenant.createUser();
    const none = await tenant.createApplication();
    assert.deepEqual(await ownersOf(tenant, `/v1.0/applications/${none.id}`), []);
    const { tenantId } = tenant.directory;
    const bound = {
      "owners@odata.bind": [
        reference(alice.id),
        `https://graph.microsoft.com/v1.0/${tenantId}/directoryObjects/${tenant.callerId}`,
      ],
    };
    const { application, principal } = await tenant.createPrincipal(bound, bound);
    const expected = [
      [alice.id, "#microsoft.graph.user"],
      [tenant.callerId, "#microsoft.graph.servicePrincipal"],
    ];
    assert.deepEqual(await ownersOf(tenant, `/v1.0/applications/${application.id}`), expected);
    assert.deepEqual(await ownersOf(tenant, `/v1.0/servicePrincipals/${principal.id}`), expected);
  });

  for (const collection of ["applications", "servicePrincipals"] as const) {
    it(`of ${collection} are added and removed by reference`, async () => {
      const tenant = new GraphTenant();
      const alice = await tenant.createUser();
      const { application, principal } = await tenant.createPrincipal();
      const { id } = collection === "applications" ? application : principal;
      const path = `/v1.0/${collection}/${id}`;
      const body = { "@odata.id": reference(alice.id) };
      assert.equal((await tenant.call("POST", `${path}/owners/$ref`, body)).status, 204);
      assert.deepEqual(await ownersOf(tenant, path), [[alice.id, "#microsoft.graph.user"]]);
      assert.deepEqual(await tenant.refusal("POST", `${path}/owners/$ref`, body), {
        status: 400,
        code: "Request_BadRequest",
        message: "One or more added object references already exist for the following modified properties: 'owners'.",
      });
      assert.equal((await tenant.call("DELETE", `${path}/owners/${alice.id}/$ref`)).status, 204);
      assert.deepEqual(await ownersOf(tenant, path), []);
      assert.deepEqual(await tenant.refusal("DELETE", `${path}/owners/${alice.id}/$ref`), missing(alice.id));
    });
  }

  it("have to be there, and to be a person or a service principal", async () => {
    const tenant = new GraphTenant();
    const application = await tenant.createApplication();
    const path = `/v1.0/applications/${application.id}/owners/$ref`;
    const nobody = crypto.randomUUID();
    assert.deepEqual(await tenant.refusal("POST", path, { "@odata.id": reference(nobody) }), missing(nobody));
    for (const wrong of [
      reference(application.id),
      reference("alice"),
      `https://evil.example/v1.0/directoryObjects/${nobody}`,
    ]) {
      const { status } = await tenant.refusal("POST", path, { "@odata.id": wrong });
      assert.equal(status, 400, wrong);
    }
  });
});
