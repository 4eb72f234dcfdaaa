import assert from "node:assert/strict";
import { OktaOrg, orgUrl, refusal, type OktaErrorBody, type OktaObject } from "../support/oktaOrg.ts";

describe("Okta's access policies", () => {
  const policiesOf = (serverId: string) => `/api/v1/authorizationServers/${serverId}/policies`;
  const priorities = async (org: OktaOrg, serverId: string) =>
    (await org.ask<OktaObject[]>("GET", policiesOf(serverId))).map(({ name, priority }) => [name, priority]);

  it("are made as Okta makes them", async () => {
    const org = new OktaOrg();
    const server = await org.createServer();
    const { status, body } = await org.call("POST", policiesOf(server.id), {
      type: "OAUTH_AUTHORIZATION_POLICY",
      status: "ACTIVE",
      name: "all",
      description: "All clients",
      priority: 1,
      conditions: { clients: { include: ["ALL_CLIENTS"] } },
    });
    assert.equal(status, 201);
    assert.match(body.id, /^00p[A-Za-z0-9]{17}$/);
    const self = `${orgUrl}${policiesOf(server.id)}/${body.id}`;
    assert.deepEqual(body, {
      id: body.id,
      status: "ACTIVE",
      name: "all",
      description: "All clients",
      priority: 1,
      system: false,
      conditions: { clients: { include: ["ALL_CLIENTS"] } },
      created: "2026-01-02T03:04:05.000Z",
      lastUpdated: "2026-01-02T03:04:05.000Z",
      _links: {
        self: { href: self, hints: { allow: ["GET", "PUT", "DELETE"] } },
        rules: { href: `${self}/rules`, hints: { allow: ["GET"] } },
        deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ["POST"] } },
      },
      type: "OAUTH_AUTHORIZATION_POLICY",
    });
    assert.deepEqual(await org.ask("GET", `${policiesOf(server.id)}/${body.id}`), body);
  });

  it("are renumbered without gaps, whatever priority was asked for", async () => {
    const org = new OktaOrg();
    const { id } = await org.createServer();
    const third = await org.createPolicy(id, { name: "third", priority: 3 });
    assert.equal(third["priority"], 1);
    await org.createPolicy(id, { name: "second", priority: 2 });
    await org.createPolicy(id, { name: "first", priority: 1 });
    await org.createPolicy(id, { name: "last" });
    const order = async () => priorities(org, id);
    assert.deepEqual(await order(), [
      ["first", 1],
      ["third", 2],
      ["second", 3],
      ["last", 4],
    ]);
    const { conditions } = third;
    await org.ask("PUT", `${policiesOf(id)}/${third.id}`, { name: "third", priority: 3, conditions });
    assert.deepEqual(await order(), [
      ["first", 1],
      ["second", 2],
      ["third", 3],
      ["last", 4],
    ]);
    await org.ask("PUT", `${policiesOf(id)}/${third.id}`, { name: "third", conditions });
    await org.ask("DELETE", `${policiesOf(id)}/${third.id}`);
    assert.deepEqual(await order(), [
      ["first", 1],
      ["second", 2],
      ["last", 3],
    ]);
  });

  it("name clients that exist", async () => {
    const org = new OktaOrg();
    const server = await org.createServer();
    const app = await org.createApp();
    const conditions = { clients: { include: [app.id] } };
    const policy = await org.createPolicy(server.id, { conditions });
    assert.deepEqual(policy["conditions"], conditions);
    const answer = await org.call<OktaErrorBody>("POST", policiesOf(server.id), {
      name: "other",
      conditions: { clients: { include: ["0oaNobody"] } },
    });
    assert.deepEqual(refusal(answer), {
      status: 400,
      errorCode: "E0000001",
      errorSummary: "Api validation failed: conditions.clients.include",
      errorCauses: ["conditions.clients.include: Resource not found."],
    });
  });

  it("have names of their own in a server", async () => {
    const org = new OktaOrg();
    const server = await org.createServer();
    const policy = await org.createPolicy(server.id);
    const { body } = await org.call<OktaErrorBody>("POST", policiesOf(server.id), { name: "all" });
    assert.deepEqual(body.errorCauses, [{ errorSummary: "name: Policy name already in use" }]);
    assert.equal((await org.call("PUT", `${policiesOf(server.id)}/${policy.id}`, { name: "all" })).status, 200);
  });

  it("are deactivated and activated", async () => {
    const org = new OktaOrg();
    const server = await org.createServer();
    const path = `${policiesOf(server.id)}/${(await org.createPolicy(server.id)).id}`;
    for (const [turn, status] of [
      ["deactivate", "INACTIVE"],
      ["activate", "ACTIVE"],
    ]) {
      assert.equal((await org.call("POST", `${path}/lifecycle/${turn}`)).status, 204);
      assert.equal((await org.ask("GET", path))["status"], status);
    }
  });

  it("of the default server let every client have every scope", async () => {
    const org = new OktaOrg();
    const [policy] = await org.ask<OktaObject[]>("GET", policiesOf("default"));
    assert.deepEqual(policy?.["conditions"], { clients: { include: ["ALL_CLIENTS"] } });
    const [rule] = await org.ask<OktaObject[]>("GET", `${policiesOf("default")}/${policy.id}/rules`);
    assert.deepEqual(rule?.["conditions"], {
      people: { users: { include: [], exclude: [] }, groups: { include: ["EVERYONE"], exclude: [] } },
      grantTypes: { include: ["implicit", "client_credentials", "authorization_code", "password"] },
      scopes: { include: ["*"] },
    });
  });
});
