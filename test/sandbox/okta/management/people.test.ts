import assert from "node:assert/strict";
import { refusal, serviceApp, type OktaErrorBody, type OktaObject, type ServiceApp } from "../support/oktaOrg.ts";
import { OktaPeople, password, webApp } from "../support/OktaPeople.ts";

const users = "/api/v1/users";
const groups = "/api/v1/groups";

describe("Okta's people", () => {
  const loginsOf = async (org: OktaPeople, query: string): Promise<unknown[]> => {
    const found = await org.ask<{ profile: { login: string } }[]>("GET", `${users}?${query}`);
    return found.map(({ profile }) => profile.login);
  };

  it("are made with a password, active at once unless asked otherwise", async () => {
    const org = new OktaPeople();
    const alice = await org.addUser("alice@acme.example", { nickName: "Al", mobilePhone: null });
    assert.match(alice.id, /^00u\w{17}$/);
    const { status, profile, passwordChanged } = alice as OktaObject & { status: string; profile: object };
    assert.deepEqual([status, passwordChanged], ["ACTIVE", "2026-01-02T03:04:05.000Z"]);
    assert.deepEqual(profile, {
      ...{ mobilePhone: null, secondEmail: null, firstName: "Alice", lastName: "Archer", nickName: "Al" },
      ...{ login: "alice@acme.example", email: "alice@acme.example" },
    });
    assert.ok(!JSON.stringify(alice).includes(password));
    const body = { profile: { firstName: "B", lastName: "C", email: "b@acme.example", login: "b@acme.example" } };
    assert.equal((await org.ask("POST", users, body))["status"], "PROVISIONED");
    const staged = { profile: { ...body.profile, login: "c@acme.example" } };
    assert.equal((await org.ask("POST", `${users}?activate=false`, staged))["status"], "STAGED");
    assert.deepEqual(org.refusals, []);
  });

  for (const [what, profile, credentials, field] of [
    ["no first name", { firstName: "" }, {}, "firstName"],
    ["a login that is no address", { login: "alice" }, {}, "login"],
    ["an address that is none", { email: "alice@" }, {}, "email"],
    ["a login that somebody has", { login: "TAKEN@acme.example" }, {}, "login"],
    ["a short password", {}, { password: { value: "Short-1" } }, "password"],
    ["a password without a number", {}, { password: { value: "Correct-Horse" } }, "password"],
    ["a password with the username in it", {}, { password: { value: "Someone-Else-7" } }, "password"],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const org = new OktaPeople();
      await org.addUser("taken@acme.example");
      const right = { firstName: "A", lastName: "B", email: "someone@acme.example", login: "someone@acme.example" };
      const answer = await org.call<OktaErrorBody>("POST", users, { profile: { ...right, ...profile }, credentials });
      const { status, errorCode, errorSummary } = refusal(answer) as Record<string, unknown>;
      assert.deepEqual([status, errorCode, errorSummary], [400, "E0000001", `Api validation failed: ${field}`]);
      assert.equal((await org.ask<unknown[]>("GET", users)).length, 1);
    });
  }

  it("are found by id, by login and by what they are called", async () => {
    const org = new OktaPeople();
    const alice = await org.addUser();
    await org.addUser("ben@acme.example", { firstName: "Ben", lastName: "Baker" });
    assert.equal((await org.ask("GET", `${users}/ALICE@acme.example`)).id, alice.id);
    assert.equal((await org.ask("GET", `${users}/alice`)).id, alice.id);
    assert.equal((await org.call("GET", `${users}/nobody`)).status, 404);
    assert.deepEqual(await loginsOf(org, "q=aker"), []);
    assert.deepEqual(await loginsOf(org, "q=be"), ["ben@acme.example"]);
    assert.deepEqual(await loginsOf(org, 'filter=profile.login eq "ben@acme.example"'), ["ben@acme.example"]);
    assert.deepEqual(await loginsOf(org, 'search=profile.lastName sw "A" and status eq "ACTIVE"'), [
      "alice@acme.example",
    ]);
    assert.equal((await org.call("GET", `${users}?search=profile.age gt "3"`)).status, 501);
  });

  it("are deactivated, and deleted only then", async () => {
    const org = new OktaPeople();
    const { id } = await org.addUser();
    assert.deepEqual(await org.ask("POST", `${users}/${id}/lifecycle/deactivate`), {});
    assert.deepEqual(await loginsOf(org, "limit=5"), []);
    assert.deepEqual(await loginsOf(org, 'filter=status eq "DEPROVISIONED"'), ["alice@acme.example"]);
    const { id: other } = await org.addUser("ben@acme.example");
    assert.equal((await org.call("DELETE", `${users}/${other}`)).status, 204);
    assert.equal((await org.ask("GET", `${users}/${other}`))["status"], "DEPROVISIONED");
    assert.equal((await org.call("DELETE", `${users}/${other}`)).status, 204);
    assert.equal((await org.call("GET", `${users}/${other}`)).status, 404);
  });
});

describe("Okta's groups", () => {
  const namesOf = async (org: OktaPeople, query = ""): Promise<unknown[]> => {
    const found = await org.ask<{ profile: { name: string } }[]>("GET", `${groups}${query}`);
    return found.map(({ profile }) => profile.name);
  };

  it("are found by the beginning of their name, by type and by name", async () => {
    const org = new OktaPeople();
    for (const name of ["Support", "Support Berlin", "Agents"]) await org.addGroup(name);
    assert.deepEqual(await namesOf(org), ["Everyone", "Support", "Support Berlin", "Agents"]);
    assert.deepEqual(await namesOf(org, "?q=supp"), ["Support", "Support Berlin"]);
    assert.deepEqual(await namesOf(org, "?q=port"), []);
    assert.deepEqual(await namesOf(org, '?q=E&filter=type eq "OKTA_GROUP"'), []);
    assert.deepEqual(await namesOf(org, '?search=profile.name eq "support"'), ["Support"]);
    assert.equal((await org.call("POST", groups, { profile: { name: "support" } })).status, 400);
    assert.equal((await org.call("POST", groups, { profile: { name: "everyone" } })).status, 400);
    assert.equal((await org.call("POST", groups, { profile: { name: "" } })).status, 400);
  });

  it("have members, who come and go", async () => {
    const org = new OktaPeople();
    const group = await org.addGroup("Support");
    const alice = await org.addUser("alice@acme.example", {}, [group.id]);
    const ben = await org.addUser("ben@acme.example");
    const members = async (id: string) =>
      (await org.ask<OktaObject[]>("GET", `${groups}/${id}/users`)).map(({ id }) => id);
    assert.deepEqual(await members(group.id), [alice.id]);
    await org.ask("PUT", `${groups}/${group.id}/users/${ben.id}`);
    await org.ask("DELETE", `${groups}/${group.id}/users/${alice.id}`);
    assert.deepEqual(await members(group.id), [ben.id]);
    const [everyone] = await org.ask<OktaObject[]>("GET", `${groups}?q=Everyone`);
    assert.deepEqual(await members(everyone!.id), [alice.id, ben.id]);
    assert.equal((await org.call("PUT", `${groups}/${everyone!.id}/users/${ben.id}`)).status, 403);
    assert.equal((await org.call("DELETE", `${groups}/${everyone!.id}`)).status, 403);
    assert.equal((await org.call("PUT", `${groups}/${group.id}/users/00uNone`)).status, 404);
    await org.ask("DELETE", `${groups}/${group.id}`);
    assert.equal((await org.call("GET", `${groups}/${group.id}`)).status, 404);
  });
});

describe("who is assigned to an application of Okta's", () => {
  const none = "00g".padEnd(20, "x");

  it("is in a group, in order of priority, or assigned by name", async () => {
    const org = new OktaPeople();
    const app = await org.addWebApp();
    const [first, second] = [await org.addGroup("Support"), await org.addGroup("Agents")];
    const path = `/api/v1/apps/${app.id}/groups`;
    const made = await org.ask("PUT", `${path}/${first.id}`, { priority: 5, profile: {} });
    const { _links, ...rest } = made;
    assert.deepEqual(rest, { id: first.id, lastUpdated: "2026-01-02T03:04:05.000Z", priority: 5, profile: {} });
    assert.deepEqual(Object.keys(_links as object), ["app", "self", "group"]);
    await org.ask("PUT", `${path}/${second.id}`, {});
    await org.ask("PUT", `${path}/${first.id}`, { priority: 7 });
    const listed = await org.ask<OktaObject[]>("GET", `${path}?limit=200`);
    assert.deepEqual(
      listed.map(({ id, priority }) => [id, priority]),
      [
        [second.id, 6],
        [first.id, 7],
      ],
    );
    assert.deepEqual(await org.ask("GET", `${path}/${second.id}`), listed[0]);
    const alice = await org.addUser("alice@acme.example", {}, [first.id]);
    const ben = await org.addUser("ben@acme.example");
    await org.ask("POST", `/api/v1/apps/${app.id}/users`, { id: ben.id });
    const people = await org.ask<OktaObject[]>("GET", `/api/v1/apps/${app.id}/users`);
    assert.deepEqual(
      people.map(({ id, scope }) => [id, scope]),
      [
        [alice.id, "GROUP"],
        [ben.id, "USER"],
      ],
    );
    assert.equal((await org.ask("GET", `/api/v1/apps/${app.id}/users/${ben.id}`))["status"], "ACTIVE");
    await org.ask("DELETE", `/api/v1/apps/${app.id}/users/${ben.id}`);
    assert.equal((await org.call("GET", `/api/v1/apps/${app.id}/users/${ben.id}`)).status, 404);
    await org.ask("DELETE", `${path}/${first.id}`);
    assert.equal((await org.call("DELETE", `${path}/${first.id}`)).status, 404);
    await org.ask("DELETE", `${groups}/${second.id}`);
    assert.deepEqual(await org.ask("GET", path), []);
    assert.equal((await org.call("PUT", `${path}/${none}`, {})).status, 404);
  });

  it("is everyone in Federation Broker Mode, beside which there are no assignments", async () => {
    const org = new OktaPeople();
    const app = await org.addOpenApp();
    const group = await org.addGroup("Support");
    const { id } = await org.addUser();
    const byGroup = await org.call<OktaErrorBody>("PUT", `/api/v1/apps/${app.id}/groups/${group.id}`, {});
    assert.deepEqual(refusal(byGroup), {
      ...{ status: 400, errorCode: "E0000001", errorSummary: "Api validation failed: GroupAppAssignment" },
      errorCauses: ["It is not possible to assign groups to an AppInstance that has Federation Broker Mode enabled"],
    });
    assert.equal((await org.call("POST", `/api/v1/apps/${app.id}/users`, { id })).status, 400);
  });
});

describe("Okta's web applications", () => {
  for (const [what, client, oauthClient, field] of [
    ["no redirect URI", {}, { redirect_uris: [] }, "redirect_uris"],
    ["a redirect URI that is none", {}, { redirect_uris: ["portal"] }, "redirect_uris"],
    ["the code grant without its response type", {}, { response_types: ["token"] }, "response_types"],
    ["a grant of its own invention", {}, { grant_types: ["magic"] }, "grant_types"],
    ["no authentication", { token_endpoint_auth_method: "none" }, {}, "token_endpoint_auth_method"],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const org = new OktaPeople();
      await assert.rejects(org.addWebApp(client, oauthClient), new RegExp(`Api validation failed: ${field}`));
      assert.deepEqual(await org.ask("GET", "/api/v1/apps"), []);
    });
  }

  it("are shown with their type and redirect URIs, and keep their type", async () => {
    const org = new OktaPeople();
    const { id, settings } = await org.addWebApp();
    const { application_type, redirect_uris, grant_types } = settings.oauthClient;
    assert.deepEqual(
      [application_type, redirect_uris, grant_types],
      ["web", ["https://portal.acme.example/callback"], ["authorization_code"]],
    );
    const changed = await org.call<OktaErrorBody>("PUT", `/api/v1/apps/${id}`, serviceApp());
    assert.equal(changed.body.errorSummary, "Api validation failed: application_type");
    const moved = await org.ask<ServiceApp>("PUT", `/api/v1/apps/${id}`, webApp({}, { redirect_uris: ["app:/done"] }));
    assert.deepEqual(moved.settings.oauthClient["redirect_uris"], ["app:/done"]);
  });
});
