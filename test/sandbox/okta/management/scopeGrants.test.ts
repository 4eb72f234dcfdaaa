import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { OktaOrg, orgUrl, type OktaErrorBody, type OktaObject } from "../support/oktaOrg.ts";

describe("Okta's grants of its own scopes", () => {
  it("are given once, listed and revoked", async () => {
    const org = new OktaOrg();
    const app = await org.createApp();
    const grants = `/api/v1/apps/${app.id}/grants`;
    assert.deepEqual(await org.ask("GET", grants), []);
    const body = { scopeId: "okta.users.read", issuer: orgUrl };
    const made = await org.call("POST", grants, body);
    assert.equal(made.status, 201);
    assert.deepEqual(
      [made.body["scopeId"], made.body["clientId"], made.body["status"], made.body["issuer"]],
      ["okta.users.read", app.credentials.oauthClient.client_id, "ACTIVE", orgUrl],
    );
    assert.equal((await org.call<OktaErrorBody>("POST", grants, body)).status, 400);
    assert.deepEqual(await org.ask<OktaObject[]>("GET", grants), [made.body]);
    assert.equal((await org.call("DELETE", `${grants}/${made.body.id}`)).status, 204);
    assert.deepEqual(await org.ask("GET", grants), []);
    assert.equal((await org.call("DELETE", `${grants}/${made.body.id}`)).status, 404);
  });

  it("are refused for another issuer and for what is no scope of Okta's", async () => {
    const org = new OktaOrg();
    const { id } = await org.createApp();
    for (const body of [
      { scopeId: "okta.users.read", issuer: "https://other.okta.com" },
      { scopeId: "keys.read", issuer: orgUrl },
    ]) {
      assert.equal((await org.call("POST", `/api/v1/apps/${id}/grants`, body)).status, 400);
    }
  });
});
