import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { OktaOrg, type OktaObject } from "../support/oktaOrg.ts";

describe("Okta's trusted servers", () => {
  it("are added, listed and taken away", async () => {
    const org = new OktaOrg();
    const [server, other] = [await org.createServer(), await org.createServer({ name: "Other" })];
    const path = `/api/v1/authorizationServers/${server.id}/associatedServers`;
    const list = async () => (await org.ask<OktaObject[]>("GET", `${path}?trusted=true`)).map(({ id }) => id);
    assert.deepEqual(await list(), []);
    for (let time = 0; time < 2; time++) {
      const added = await org.ask<OktaObject[]>("POST", path, { trusted: [other.id] });
      assert.deepEqual(
        added.map(({ id }) => id),
        [other.id],
      );
    }
    assert.deepEqual(await list(), [other.id]);
    assert.equal((await org.call("POST", path, { trusted: ["ausnone"] })).status, 404);
    assert.equal((await org.call("DELETE", `${path}/${other.id}`)).status, 204);
    assert.deepEqual(await list(), []);
    assert.equal((await org.call("DELETE", `${path}/${other.id}`)).status, 404);
  });
});
