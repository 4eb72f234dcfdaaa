import assert from "node:assert/strict";
import { type GraphList, GraphTenant, missing } from "./support/graphTenant.ts";

const github = (settings: object = {}) => ({
  name: "github",
  issuer: "https://token.actions.githubusercontent.com",
  subject: "repo:acme/orders:ref:refs/heads/main",
  audiences: ["api://AzureADTokenExchange"],
  ...settings,
});

describe("Federated identity credentials of Microsoft Graph's applications", () => {
  async function withApplication() {
    const tenant = new GraphTenant();
    const { id, appId } = await tenant.createApplication();
    return { tenant, id, appId, path: `/v1.0/applications/${id}/federatedIdentityCredentials` };
  }

  it("are made, found, listed, changed and deleted", async () => {
    const { tenant, id, path } = await withApplication();
    const context = `https://graph.microsoft.com/v1.0/$metadata#applications('${id}')/federatedIdentityCredentials`;
    const { status, body } = await tenant.call("POST", path, github({ description: "Deploys" }));
    assert.equal(status, 201);
    const expected = { id: body.id, ...github({ description: "Deploys" }) };
    assert.deepEqual(body, { "@odata.context": `${context}/$entity`, ...expected });
    for (const key of [body.id, "github"]) {
      assert.deepEqual(await tenant.ask("GET", `${path}/${key}`), {
        "@odata.context": `${context}/$entity`,
        ...expected,
      });
    }
    assert.deepEqual(await tenant.ask("GET", path), { "@odata.context": context, value: [expected] });
    const subject = "repo:acme/orders:environment:production";
    assert.equal((await tenant.call("PATCH", `${path}/${body.id}`, { subject, description: null })).status, 204);
    const { value } = await tenant.ask<GraphList>("GET", path);
    assert.deepEqual(value, [{ ...expected, subject, description: null }]);
    assert.equal((await tenant.call("DELETE", `${path}/${body.id}`)).status, 204);
    assert.deepEqual(await tenant.refusal("GET", `${path}/${body.id}`), missing(body.id));
  });

  it("keep their name", async () => {
    const { tenant, path } = await withApplication();
    const { id } = await tenant.ask("POST", path, github());
    await tenant.ask("PATCH", `${path}/${id}`, { name: "github", description: "The same name" });
    assert.deepEqual(await tenant.refusal("PATCH", `${path}/${id}`, { name: "gitlab" }), {
      status: 400,
      code: "Request_BadRequest",
      message: "Property name is read-only and cannot be set.",
      details: [["PropertyReadOnly", "name"]],
    });
  });

  it("are 20 at most", async () => {
    const { tenant, path } = await withApplication();
    for (let i = 0; i < 20; i++)
      await tenant.ask("POST", path, github({ name: `github-${i}`, subject: `repo:acme/${i}` }));
    const { status, message } = await tenant.refusal("POST", path, github());
    assert.deepEqual(
      [status, message],
      [400, "The number of federated identity credentials on the application exceeds the limit of 20."],
    );
  });

  it("have a pair of issuer and subject of their own", async () => {
    const { tenant, path } = await withApplication();
    await tenant.ask("POST", path, github());
    const other = await tenant.ask("POST", path, github({ name: "other", subject: "repo:acme/other" }));
    const conflict = {
      status: 400,
      code: "Request_BadRequest",
      message: "Issuer and subject combination already exists for this application.",
      details: [["ObjectConflict", "subject"]],
    };
    assert.deepEqual(await tenant.refusal("POST", path, github({ name: "again" })), conflict);
    assert.deepEqual(await tenant.refusal("PATCH", `${path}/${other.id}`, { subject: github().subject }), conflict);
    assert.deepEqual(await tenant.refusal("POST", path, github({ subject: "repo:acme/third" })), {
      status: 409,
      code: "Request_MultipleObjectsWithSameKeyValue",
      message: "FederatedIdentityCredential with name github already exists.",
    });
  });

  for (const [what, settings, target] of [
    ["no name", { name: undefined }, "name"],
    ["a short name", { name: "ab" }, "name"],
    ["a name with a blank", { name: "my github" }, "name"],
    ["no issuer", { issuer: undefined }, "issuer"],
    ["an issuer without TLS", { issuer: "http://acme.example" }, "issuer"],
    ["no subject", { subject: undefined }, "subject"],
    ["an empty subject", { subject: "" }, "subject"],
    ["no audience", { audiences: [] }, "audiences"],
    ["two audiences", { audiences: ["one", "two"] }, "audiences"],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const { tenant, path } = await withApplication();
      const { status, details } = await tenant.refusal("POST", path, github(settings));
      assert.deepEqual([status, details?.map(([, at]) => at)], [400, [target]]);
    });
  }
});
