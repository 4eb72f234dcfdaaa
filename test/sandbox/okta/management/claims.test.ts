import assert from "node:assert/strict";
import { OktaOrg, orgUrl, type OktaErrorBody, type OktaObject } from "../support/oktaOrg.ts";

describe("Okta's claims", () => {
  const claims = "/api/v1/authorizationServers/default/claims";
  const tier = { name: "tier", claimType: "RESOURCE", valueType: "EXPRESSION", value: '"gold"' };

  it("are made, replaced and deleted", async () => {
    const org = new OktaOrg();
    const { id: serverId } = await org.ask("GET", "/api/v1/authorizationServers/default");
    const { status, body } = await org.call("POST", claims, { ...tier, alwaysIncludeInToken: false });
    assert.equal(status, 201);
    assert.match(body.id, /^ocl[A-Za-z0-9]{17}$/);
    const href = `${orgUrl}/api/v1/authorizationServers/${serverId}/claims/${body.id}`;
    assert.deepEqual(body, {
      id: body.id,
      name: "tier",
      status: "ACTIVE",
      claimType: "RESOURCE",
      valueType: "EXPRESSION",
      value: '"gold"',
      conditions: { scopes: [] },
      system: false,
      alwaysIncludeInToken: true,
      apiResourceId: null,
      _links: { self: { href, hints: { allow: ["GET", "PUT", "DELETE"] } } },
    });
    const replaced = await org.ask("PUT", `${claims}/${body.id}`, {
      ...tier,
      name: "level",
      status: "INACTIVE",
      conditions: { scopes: ["keys.read"] },
    });
    assert.deepEqual(
      [replaced["name"], replaced["status"], replaced["conditions"]],
      ["level", "INACTIVE", { scopes: ["keys.read"] }],
    );
    assert.deepEqual(await org.ask("GET", `${claims}/${body.id}`), replaced);
    assert.equal((await org.call("DELETE", `${claims}/${body.id}`)).status, 204);
    assert.equal((await org.call("GET", `${claims}/${body.id}`)).status, 404);
  });

  it("are refused with a name that is taken, and without a value", async () => {
    const org = new OktaOrg();
    await org.ask("POST", claims, tier);
    const taken = await org.call<OktaErrorBody>("POST", claims, tier);
    assert.deepEqual([taken.status, taken.body.errorCode], [400, "E0000001"]);
    assert.equal((await org.call("POST", claims, { ...tier, claimType: "IDENTITY" })).status, 201);
    const empty = await org.call<OktaErrorBody>("POST", claims, { ...tier, name: "x", value: "" });
    assert.deepEqual(empty.body.errorCauses, [{ errorSummary: "value: The field cannot be left blank" }]);
  });

  it("of the system stay", async () => {
    const org = new OktaOrg();
    const [sub] = await org.ask<OktaObject[]>("GET", claims);
    assert.equal((await org.call("DELETE", `${claims}/${sub!.id}`)).status, 400);
  });
});
