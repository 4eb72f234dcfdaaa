import assert from "node:assert/strict";
import { basic, OktaOrg, type OktaErrorBody, type OktaObject } from "../support/oktaOrg.ts";

describe("Okta's client secrets", () => {
  async function setUp() {
    const org = new OktaOrg();
    const app = await org.createApp();
    return { org, app, secrets: `/api/v1/apps/${app.id}/credentials/secrets` };
  }

  it("are listed with their values", async () => {
    const { org, app, secrets } = await setUp();
    const [secret, ...more] = await org.ask<OktaObject[]>("GET", secrets);
    assert.deepEqual(more, []);
    assert.match(secret!.id, /^ocs[A-Za-z0-9]{17}$/);
    assert.deepEqual(
      [secret?.["status"], secret?.["client_secret"]],
      ["ACTIVE", app.credentials.oauthClient.client_secret],
    );
    assert.deepEqual(await org.ask("GET", `${secrets}/${secret!.id}`), secret);
  });

  it("are two at most, and both admit until one is deactivated", async () => {
    const { org, app, secrets } = await setUp();
    await org.createScope("default", { name: "keys.read" });
    const second = await org.call("POST", secrets, {});
    assert.equal(second.status, 201);
    const third = await org.call<OktaErrorBody>("POST", secrets, {});
    assert.deepEqual([third.status, third.body.errorCode], [400, "E0000001"]);

    const { oauthClient } = app.credentials;
    const renewed = {
      ...app,
      credentials: { oauthClient: { ...oauthClient, client_secret: second.body["client_secret"] as string } },
    };
    const form = { grant_type: "client_credentials", scope: "keys.read" };
    const statuses = async () =>
      Promise.all([app, renewed].map(async (client) => (await org.token("default", form, basic(client))).status));
    assert.deepEqual(await statuses(), [200, 200]);
    const [first] = await org.ask<OktaObject[]>("GET", secrets);
    const deactivated = await org.ask("POST", `${secrets}/${first!.id}/lifecycle/deactivate`);
    assert.equal(deactivated["status"], "INACTIVE");
    assert.deepEqual(await statuses(), [401, 200]);
    await org.ask("POST", `${secrets}/${first!.id}/lifecycle/activate`);
    assert.deepEqual(await statuses(), [200, 200]);
  });

  it("are deactivated before they are deleted, and never the last", async () => {
    const { org, secrets } = await setUp();
    const second = await org.ask("POST", secrets);
    const [first] = await org.ask<OktaObject[]>("GET", secrets);
    assert.equal((await org.call("DELETE", `${secrets}/${first!.id}`)).status, 400);
    await org.ask("POST", `${secrets}/${first!.id}/lifecycle/deactivate`);
    assert.equal((await org.call("POST", `${secrets}/${second.id}/lifecycle/deactivate`)).status, 400);
    assert.equal((await org.call("DELETE", `${secrets}/${first!.id}`)).status, 204);
    assert.deepEqual(await org.ask("GET", secrets), [second]);
    assert.equal((await org.call("GET", `${secrets}/${first!.id}`)).status, 404);
  });
});
