import assert from "node:assert/strict";
import { type GraphObject, GraphTenant } from "./support/graphTenant.ts";

describe("Passwords of Microsoft Graph's applications", () => {
  async function withApplication() {
    const tenant = new GraphTenant();
    const { id } = await tenant.createApplication();
    const path = `/v1.0/applications/${id}`;
    const shown = async () => (await tenant.ask(`GET`, path))["passwordCredentials"] as GraphObject[];
    return { tenant, id, path, shown };
  }

  it("are made by Graph, last two years, and are shown once", async () => {
    const { tenant, id, path, shown } = await withApplication();
    const { status, body } = await tenant.call("POST", `${path}/addPassword`, {
      passwordCredential: { displayName: "JumpCloud" },
    });
    assert.equal(status, 200);
    const secretText = String(body["secretText"]);
    assert.match(secretText, /^[A-Za-z0-9]{3}8Q~[A-Za-z0-9_-]{34}$/);
    const credential = {
      customKeyIdentifier: null,
      displayName: "JumpCloud",
      endDateTime: "2028-01-02T03:04:05.678Z",
      hint: secretText.slice(0, 3),
      keyId: body["keyId"],
      startDateTime: "2026-01-02T03:04:05.678Z",
    };
    assert.deepEqual(body, {
      "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.passwordCredential",
      ...credential,
      secretText,
    });
    assert.deepEqual(await shown(), [{ ...credential, secretText: null }]);
    assert.equal(tenant.directory.applications[id]?.passwordCredentials[0]?.secretText, secretText);
  });

  it("end when it is said, and need no name", async () => {
    const { tenant, path } = await withApplication();
    const added = await tenant.ask("POST", `${path}/addPassword`, {
      passwordCredential: { endDateTime: "2027-05-31T02:00:00+02:00" },
    });
    assert.deepEqual(
      [added["displayName"], added["startDateTime"], added["endDateTime"]],
      [null, "2026-01-02T03:04:05.678Z", "2027-05-31T00:00:00Z"],
    );
    const bare = await tenant.call("POST", `${path}/addPassword`, {});
    assert.equal(bare.status, 200);
  });

  for (const [what, passwordCredential] of [
    ["that have ended", { endDateTime: "2025-12-31T00:00:00Z" }],
    ["that end before they begin", { startDateTime: "2027-01-01T00:00:00Z", endDateTime: "2026-06-01T00:00:00Z" }],
  ] as const) {
    it(`are refused ${what}`, async () => {
      const { tenant, path, shown } = await withApplication();
      assert.deepEqual(await tenant.refusal("POST", `${path}/addPassword`, { passwordCredential }), {
        status: 400,
        code: "Request_BadRequest",
        message: "Credential end date is invalid.",
        details: [["InvalidValue", "endDateTime"]],
      });
      assert.deepEqual(await shown(), []);
    });
  }

  for (const [what, body] of [
    ["a text of one's own", { passwordCredential: { secretText: "mine" } }],
    ["a date that is none", { passwordCredential: { endDateTime: "next year" } }],
    ["a member that there is not", { password: {} }],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const { tenant, path, shown } = await withApplication();
      const { status, code } = await tenant.refusal("POST", `${path}/addPassword`, body);
      assert.deepEqual([status, code], [400, "Request_BadRequest"]);
      assert.deepEqual(await shown(), []);
    });
  }

  it("are removed by their id, once", async () => {
    const { tenant, path, shown } = await withApplication();
    const { keyId } = await tenant.ask<GraphObject & { keyId: string }>("POST", `${path}/addPassword`, {});
    const kept = await tenant.ask("POST", `${path}/addPassword`, {});
    const removed = await tenant.call("POST", `${path}/removePassword`, { keyId });
    assert.equal(removed.status, 204);
    assert.deepEqual(
      (await shown()).map((credential) => credential["keyId"]),
      [kept["keyId"]],
    );
    assert.deepEqual(await tenant.refusal("POST", `${path}/removePassword`, { keyId }), {
      status: 400,
      code: "Request_BadRequest",
      message: "No password credential found with keyId.",
    });
  });
});
