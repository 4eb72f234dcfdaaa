import assert from "node:assert/strict";
import { OktaOrg, orgUrl, refusal, type OktaErrorBody, type OktaObject } from "../support/oktaOrg.ts";

describe("Okta's scopes", () => {
  const scopesOf = (serverId: string) => `/api/v1/authorizationServers/${serverId}/scopes`;

  it("are made with Okta's defaults", async () => {
    const org = new OktaOrg();
    const server = await org.createServer();
    const { status, body } = await org.call("POST", scopesOf(server.id), { name: "keys.read" });
    assert.equal(status, 201);
    assert.match(body.id, /^scp[A-Za-z0-9]{17}$/);
    assert.deepEqual(body, {
      id: body.id,
      name: "keys.read",
      displayName: null,
      description: null,
      system: false,
      metadataPublish: "NO_CLIENTS",
      consent: "IMPLICIT",
      optional: false,
      apiResourceId: null,
      default: false,
      _links: {
        self: {
          href: `${orgUrl}${scopesOf(server.id)}/${body.id}`,
          hints: { allow: ["GET", "PUT", "DELETE"] },
        },
      },
    });
    assert.deepEqual(await org.ask("GET", `${scopesOf(server.id)}/${body.id}`), body);
  });

  it("are replaced and deleted", async () => {
    const org = new OktaOrg();
    const server = await org.createServer();
    const { id } = await org.createScope(server.id, { name: "keys.read", description: "List", default: true });
    const replaced = await org.ask("PUT", `${scopesOf(server.id)}/${id}`, { name: "keys.list" });
    assert.deepEqual(
      [replaced.id, replaced["name"], replaced["description"], replaced["default"]],
      [id, "keys.list", null, false],
    );
    assert.equal((await org.call("DELETE", `${scopesOf(server.id)}/${id}`)).status, 204);
    const answer = await org.call<OktaErrorBody>("GET", `${scopesOf(server.id)}/${id}`);
    assert.deepEqual([answer.status, answer.body.errorCode], [404, "E0000007"]);
  });

  it("are found by a part of their name", async () => {
    const org = new OktaOrg();
    const server = await org.createServer();
    await org.createScope(server.id, { name: "keys.read" });
    const found = await org.ask<OktaObject[]>("GET", `${scopesOf(server.id)}?q=keys`);
    assert.deepEqual(
      found.map(({ name }) => name),
      ["keys.read"],
    );
  });

  for (const [what, settings, cause] of [
    [
      "a name that is taken",
      { name: "keys.read" },
      "An object with this field already exists in the current organization",
    ],
    [
      "a system scope's name",
      { name: "openid" },
      "An object with this field already exists in the current organization",
    ],
    ["a space in the name", { name: "keys read" }, "The scope name contains illegal characters."],
    ["Okta's own prefix", { name: "okta.keys" }, "The scope name cannot start with 'okta.'."],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const org = new OktaOrg();
      const server = await org.createServer();
      await org.createScope(server.id, { name: "keys.read" });
      assert.deepEqual(refusal(await org.call<OktaErrorBody>("POST", scopesOf(server.id), settings)), {
        status: 400,
        errorCode: "E0000001",
        errorSummary: "Api validation failed: name",
        errorCauses: [`name: ${cause}`],
      });
    });
  }

  it("of the system stay, by their names", async () => {
    const org = new OktaOrg();
    const [openid] = await org.ask<OktaObject[]>("GET", scopesOf("default"));
    const path = `${scopesOf("default")}/${openid!.id}`;
    assert.equal((await org.call("DELETE", path)).status, 400);
    assert.equal((await org.call("PUT", path, { name: "other" })).status, 400);
    assert.equal((await org.ask("GET", path))["name"], "openid");
  });

  it("may have the same name in two servers", async () => {
    const org = new OktaOrg();
    const [one, two] = [await org.createServer(), await org.createServer({ name: "Two" })];
    await org.createScope(one.id, { name: "keys.read" });
    await org.createScope(two.id, { name: "keys.read" });
  });
});
