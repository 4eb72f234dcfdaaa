import assert from "node:assert/strict";
import { machineRule, OktaOrg, orgUrl, type OktaErrorBody, type OktaObject } from "../support/oktaOrg.ts";

describe("Okta's access rules", () => {
  async function setUp(): Promise<{ org: OktaOrg; rules: string }> {
    const org = new OktaOrg();
    const server = await org.createServer();
    const policy = await org.createPolicy(server.id);
    return { org, rules: `/api/v1/authorizationServers/${server.id}/policies/${policy.id}/rules` };
  }

  it("are made as Okta makes them, and read without dates", async () => {
    const { org, rules } = await setUp();
    const { status, body } = await org.call("POST", rules, {
      type: "RESOURCE_ACCESS",
      name: "m2m",
      status: "ACTIVE",
      priority: 1,
      conditions: {
        people: { users: {}, groups: {} },
        grantTypes: { include: ["client_credentials"] },
        scopes: { include: ["keys.read"] },
      },
      actions: {
        token: { accessTokenLifetimeMinutes: 15, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10080 },
      },
    });
    assert.equal(status, 201);
    assert.match(body.id, /^0pr[A-Za-z0-9]{17}$/);
    const self = `${orgUrl}${rules}/${body.id}`;
    assert.deepEqual(body, {
      id: body.id,
      status: "ACTIVE",
      name: "m2m",
      priority: 1,
      created: "2026-01-02T03:04:05.000Z",
      lastUpdated: "2026-01-02T03:04:05.000Z",
      system: false,
      conditions: {
        people: { users: { exclude: [] }, groups: { include: [] } },
        grantTypes: { include: ["client_credentials"] },
        scopes: { include: ["keys.read"] },
      },
      actions: {
        token: { accessTokenLifetimeMinutes: 15, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10080 },
      },
      _links: {
        self: { href: self, hints: { allow: ["GET", "PUT", "DELETE"] } },
        deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ["POST"] } },
      },
      type: "RESOURCE_ACCESS",
    });
    assert.deepEqual(await org.ask("GET", `${rules}/${body.id}`), { ...body, created: null, lastUpdated: null });
  });

  it("are renumbered without gaps", async () => {
    const { org, rules } = await setUp();
    for (const [name, priority] of [
      ["a", 5],
      ["b", 1],
      ["c", 2],
    ] as const) {
      await org.ask("POST", rules, machineRule(name, { priority }));
    }
    const listed = async () =>
      (await org.ask<OktaObject[]>("GET", rules)).map(({ name, priority }) => [name, priority]);
    assert.deepEqual(await listed(), [
      ["b", 1],
      ["c", 2],
      ["a", 3],
    ]);
    const [first] = await org.ask<OktaObject[]>("GET", rules);
    await org.ask("DELETE", `${rules}/${first!.id}`);
    assert.deepEqual(await listed(), [
      ["c", 1],
      ["a", 2],
    ]);
  });

  it("are replaced, deactivated and activated", async () => {
    const { org, rules } = await setUp();
    const { id } = await org.ask("POST", rules, machineRule("m2m"));
    const token = { accessTokenLifetimeMinutes: 5 };
    const replaced = await org.ask("PUT", `${rules}/${id}`, machineRule("machines", { actions: { token } }));
    assert.equal(replaced["name"], "machines");
    assert.deepEqual(replaced["actions"], {
      token: { accessTokenLifetimeMinutes: 5, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10080 },
    });
    for (const [turn, status] of [
      ["deactivate", "INACTIVE"],
      ["activate", "ACTIVE"],
    ]) {
      assert.equal((await org.call("POST", `${rules}/${id}/lifecycle/${turn}`)).status, 204);
      assert.equal((await org.ask("GET", `${rules}/${id}`))["status"], status);
    }
  });

  for (const minutes of [4, 1441]) {
    it(`are refused with access tokens of ${minutes} minutes`, async () => {
      const { org, rules } = await setUp();
      const token = { accessTokenLifetimeMinutes: minutes };
      const { status, body } = await org.call<OktaErrorBody>("POST", rules, machineRule("x", { actions: { token } }));
      assert.deepEqual(
        [status, body.errorSummary],
        [400, "Api validation failed: actions.token.accessTokenLifetimeMinutes"],
      );
    });
  }

  it("need people for the grants that people use", async () => {
    const { org, rules } = await setUp();
    const conditions = { grantTypes: { include: ["client-credentials"] } };
    const { body } = await org.call<OktaErrorBody>("POST", rules, machineRule("x", { conditions }));
    assert.equal(body.errorSummary, "Api validation failed: conditions.people");
    assert.match(body.errorCauses[0]!.errorSummary, /^conditions\.people: At least one of /);
  });

  it("run no inline hook here", async () => {
    const { org, rules } = await setUp();
    const token = { inlineHook: { id: "cal9i735arKpZJrYQ1d7" } };
    assert.equal((await org.call("POST", rules, machineRule("x", { actions: { token } }))).status, 501);
    assert.equal(org.refusals.length, 1);
  });
});
