import assert from "node:assert/strict";
import { type GraphList, GraphTenant, missing } from "./support/graphTenant.ts";

const deleted = "/v1.0/directory/deletedItems";

describe("What was deleted in Microsoft Graph", () => {
  it("is kept, listed by type, and restored as it was", async () => {
    const tenant = new GraphTenant();
    const { application, principal } = await tenant.createPrincipal({ tags: ["kept"] });
    const path = `/v1.0/applications/${application.id}`;
    const before = await tenant.ask("GET", path);
    await tenant.ask("DELETE", path);
    const { value } = await tenant.ask<GraphList>("GET", `${deleted}/microsoft.graph.application`);
    assert.deepEqual(
      value.map((item) => [item.id, item["deletedDateTime"]]),
      [[application.id, "2026-01-02T03:04:05Z"]],
    );
    const principals = await tenant.ask<GraphList>("GET", `${deleted}/microsoft.graph.servicePrincipal`);
    assert.deepEqual(
      principals.value.map(({ id }) => id),
      [principal.id],
    );
    assert.deepEqual((await tenant.ask<GraphList>("GET", `${deleted}/microsoft.graph.user`)).value, []);
    const restored = await tenant.ask("POST", `${deleted}/${application.id}/restore`);
    assert.deepEqual([restored.id, restored["@odata.type"]], [application.id, "#microsoft.graph.application"]);
    assert.deepEqual(await tenant.ask("GET", path), before);
    assert.deepEqual(await tenant.refusal("GET", `${deleted}/${application.id}`), missing(application.id));
  });

  it("is gone for good when deleted again, and after 30 days", async () => {
    const tenant = new GraphTenant();
    const one = await tenant.createApplication();
    const other = await tenant.createApplication();
    for (const { id } of [one, other]) await tenant.ask("DELETE", `/v1.0/applications/${id}`);
    assert.equal((await tenant.call("DELETE", `${deleted}/${one.id}`)).status, 204);
    assert.deepEqual(await tenant.refusal("GET", `${deleted}/${one.id}`), missing(one.id));
    tenant.clock.advance(29 * 86_400);
    await tenant.ask("GET", `${deleted}/${other.id}`);
    tenant.clock.advance(86_400);
    assert.deepEqual(await tenant.refusal("POST", `${deleted}/${other.id}/restore`), missing(other.id));
  });

  it("is not restored while somebody else has its name", async () => {
    const tenant = new GraphTenant();
    const { id } = await tenant.createUser();
    await tenant.ask("DELETE", `/v1.0/users/${id}`);
    const successor = await tenant.createUser();
    assert.deepEqual(await tenant.refusal("POST", `${deleted}/${id}/restore`), {
      status: 400,
      code: "Request_BadRequest",
      message: "Another object with the same value for property userPrincipalName already exists.",
      details: [["ObjectConflict", "userPrincipalName"]],
    });
    await tenant.ask("DELETE", `/v1.0/users/${successor.id}`);
    await tenant.ask("POST", `${deleted}/${id}/restore`);
    assert.equal((await tenant.ask("GET", "/v1.0/users/alice@acme.example")).id, id);
  });

  it("owns nothing any more", async () => {
    const tenant = new GraphTenant();
    const { id } = await tenant.createUser();
    const owners = [`https://graph.microsoft.com/v1.0/users/${id}`];
    const application = await tenant.createApplication({ "owners@odata.bind": owners });
    await tenant.ask("DELETE", `/v1.0/users/${id}`);
    const { value } = await tenant.ask<GraphList>("GET", `/v1.0/applications/${application.id}/owners`);
    assert.deepEqual(value, []);
  });
});
