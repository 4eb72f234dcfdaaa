import assert from "node:assert/strict";
import { identityProvider, JumpCloudOrg, type JumpCloudObject } from "./support/JumpCloudOrg.ts";

const providers = "/api/v2/identity-providers";

describe("the sandbox's JumpCloud", () => {
  let org: JumpCloudOrg;
  beforeEach(() => (org = new JumpCloudOrg()));

  describe("people", () => {
    it("are made, read, changed in part and deleted", async () => {
      const user = await org.createUser({ firstname: "Alice", lastname: "Archer" });
      assert.match(user.id, /^[0-9a-f]{24}$/);
      assert.deepEqual(user, {
        _id: user.id,
        id: user.id,
        created: "2026-01-02T03:04:05.678Z",
        username: "alice",
        email: "alice@acme.example",
        suspended: false,
        activated: false,
        state: "STAGED",
        firstname: "Alice",
        lastname: "Archer",
      });
      const path = `/api/systemusers/${user.id}`;
      const changed = await org.ask("PUT", path, { lastname: "Baker", suspended: true });
      assert.deepEqual(changed, { ...user, lastname: "Baker", suspended: true, state: "SUSPENDED" });
      await org.ask("DELETE", path);
      assert.equal((await org.call("GET", path)).status, 404);
    });

    it("have a username and a company email of their own, in any case of letters", async () => {
      await org.createUser();
      const bob = await org.createUser({ username: "bob", email: "bob@acme.example" });
      for (const taken of [
        { username: "ALICE", email: "other@acme.example" },
        { username: "other", email: "Alice@Acme.example" },
      ]) {
        assert.equal((await org.call("POST", "/api/systemusers", taken)).status, 409);
        assert.equal((await org.call("PUT", `/api/systemusers/${bob.id}`, taken)).status, 409);
      }
    });

    it("are activated by a password, which is never shown: an administrator's or their own", async () => {
      const carol = await org.createUser({ username: "carol", email: "carol@acme.example", password: "Secret-1" });
      const alice = await org.createUser();
      assert.deepEqual([carol["activated"], carol["state"]], [true, "ACTIVATED"]);
      const activation = `/.sandbox/users/${alice.id}/activation`;
      const own = await org.ask("POST", activation, { password: "Secret-2" });
      assert.deepEqual(own, { ...alice, activated: true, state: "ACTIVATED" });
      assert.equal((await org.call("POST", activation, { password: "Secret-3" })).status, 409);
      const changed = await org.ask("PUT", `/api/systemusers/${alice.id}`, { password: "Secret-4" });
      assert.doesNotMatch(JSON.stringify([carol, own, changed]), /Secret/);
    });

    for (const [what, body, place] of [
      ["without a username", { email: "a@acme.example" }, "username"],
      ["without an email", { username: "a" }, "email"],
      ["with an email that is none", { username: "a", email: "acme" }, "email"],
      ["with an unknown member", { username: "a", email: "a@acme.example", colour: "red" }, "colour"],
      ["with a member of another type", { username: "a", email: "a@acme.example", suspended: "no" }, "suspended"],
    ] as const) {
      it(`are refused ${what}`, async () => {
        const { status, body: refusal } = await org.call("POST", "/api/systemusers", body);
        assert.equal(status, 400);
        assert.match(String(refusal["message"]), new RegExp(place));
      });
    }

    it("are listed in pages of at most 100, with their number", async () => {
      for (let i = 0; i < 103; i++) await org.createUser({ username: `u${i}`, email: `u${i}@acme.example` });
      const page = (query: string) =>
        org.ask<{ results: JumpCloudObject[]; totalCount: number }>("GET", `/api/systemusers${query}`);
      assert.equal((await page("")).results.length, 10);
      const first = await page("?limit=1000");
      assert.deepEqual([first.results.length, first.totalCount], [100, 103]);
      assert.equal((await page("?limit=100&skip=100")).results.length, 3);
      assert.equal((await org.call("GET", "/api/systemusers?limit=all")).status, 400);
    });

    it("are searched by parts of a field", async () => {
      await org.createUser();
      await org.createUser({ username: "malice", email: "mal@acme.example" });
      const found = async (searchTerm: string, field: string) => {
        const searchFilter = { searchTerm, fields: [field] };
        const { results } = await org.ask<{ results: JumpCloudObject[] }>("POST", "/api/search/systemusers", {
          searchFilter,
        });
        return results.map(({ username }) => username);
      };
      assert.deepEqual(await found("ALICE", "username"), ["alice", "malice"]);
      assert.deepEqual(await found("alice@", "email"), ["alice"]);
    });
  });

  describe("groups", () => {
    it("are made, replaced whole and deleted", async () => {
      const group = await org.createGroup("entra-people", {
        description: "From Entra",
        attributes: { sudo: { enabled: true } },
      });
      assert.deepEqual(group, {
        id: group.id,
        type: "user_group",
        name: "entra-people",
        description: "From Entra",
        attributes: { sudo: { enabled: true } },
        email: "",
      });
      const path = `/api/v2/usergroups/${group.id}`;
      const replaced = await org.ask("PUT", path, { name: "people" });
      assert.deepEqual(replaced, { ...group, name: "people", description: "", attributes: null });
      assert.equal((await org.call("DELETE", path)).status, 204);
      const gone = await org.call("GET", path);
      assert.deepEqual(
        [gone.status, gone.body],
        [404, { code: 404, message: "user group not found", status: "Not Found" }],
      );
    });

    it("have a name of their own, by which a list is narrowed", async () => {
      await org.createGroup("one");
      await org.createGroup("two");
      assert.equal((await org.call("POST", "/api/v2/usergroups", { name: "two" })).status, 409);
      const found = await org.ask<JumpCloudObject[]>("GET", "/api/v2/usergroups?filter=name:eq:two");
      assert.deepEqual(
        found.map(({ name }) => name),
        ["two"],
      );
      assert.equal((await org.call("GET", "/api/v2/usergroups?filter=name:like:two")).status, 400);
    });

    it("have members, each once", async () => {
      const [user, group] = [await org.createUser(), await org.createGroup()];
      const path = `/api/v2/usergroups/${group.id}/members`;
      const operation = (op: string) => ({ op, type: "user", id: user.id });
      assert.equal((await org.call("POST", path, operation("add"))).status, 204);
      assert.equal((await org.call("POST", path, operation("add"))).status, 409);
      const members = await org.ask<unknown[]>("GET", path);
      assert.deepEqual(members, [{ to: { id: user.id, type: "user", attributes: null }, attributes: null }]);
      const membership = await org.ask<JumpCloudObject[]>("GET", `/api/v2/usergroups/${group.id}/membership`);
      assert.deepEqual(
        membership.map(({ id }) => id),
        [user.id],
      );
      const memberOf = await org.ask<JumpCloudObject[]>("GET", `/api/v2/users/${user.id}/memberof`);
      assert.deepEqual(
        memberOf.map(({ id, type }) => [id, type]),
        [[group.id, "user_group"]],
      );
      assert.equal((await org.call("POST", path, operation("remove"))).status, 204);
      assert.equal((await org.call("POST", path, operation("remove"))).status, 404);
      assert.deepEqual(await org.ask("GET", path), []);
    });

    it("refuse members that are not there, and other operations", async () => {
      const group = await org.createGroup();
      const path = `/api/v2/usergroups/${group.id}/members`;
      assert.equal((await org.call("POST", path, { op: "add", type: "user", id: "nobody" })).status, 404);
      assert.equal((await org.call("POST", path, { op: "add", type: "system", id: "x" })).status, 400);
      assert.equal((await org.call("POST", path, { op: "update", type: "user", id: "x" })).status, 400);
    });

    it("lose a member that is deleted", async () => {
      const [user, group] = [await org.createUser(), await org.createGroup()];
      await org.ask("POST", `/api/v2/usergroups/${group.id}/members`, { op: "add", type: "user", id: user.id });
      await org.ask("DELETE", `/api/systemusers/${user.id}`);
      assert.deepEqual(await org.ask("GET", `/api/v2/usergroups/${group.id}/members`), []);
    });
  });

  it("has applications that the console made, associated from either side", async () => {
    const form = { displayLabel: "JSM", redirectUris: ["https://a.example/cb"], loginUrl: "https://a.example" };
    const { oidc, ...app } = await org.ask("POST", "/.sandbox/applications", form);
    const { clientSecret, ...shown } = oidc as Record<string, unknown>;
    assert.match(String(clientSecret), /^[\w-]{40}$/);
    const listed = await org.ask<{ results: JumpCloudObject[] }>("GET", "/api/applications");
    assert.deepEqual(listed.results, [{ ...app, oidc: shown }]);
    const group = await org.createGroup();
    const ofGroup = `/api/v2/usergroups/${group.id}/associations`;
    const ofApplication = `/api/v2/applications/${app.id}/associations`;
    await org.ask("POST", ofGroup, { op: "add", type: "application", id: app.id });
    assert.equal((await org.call("POST", ofApplication, { op: "add", type: "user_group", id: group.id })).status, 409);
    const edges = await org.ask<{ to: JumpCloudObject }[]>("GET", `${ofApplication}?targets=user_group`);
    assert.deepEqual(
      edges.map(({ to }) => to.id),
      [group.id],
    );
    assert.equal((await org.call("GET", ofGroup)).status, 400);
    await org.ask("PUT", `/api/applications/${app.id}`, { ...app, displayLabel: "Service desk" });
    assert.equal((await org.ask("GET", `/api/applications/${app.id}`))["displayLabel"], "Service desk");
    await org.ask("DELETE", `/api/applications/${app.id}`);
    assert.deepEqual(await org.ask("GET", `${ofGroup}?targets=application`), []);
  });

  it("has applications that a call made, as far as clients in the field know it", async () => {
    const body = {
      name: "oidc",
      displayLabel: "s3-access-grants",
      ssoUrl: "http://localhost:5000/login",
      config: {},
      sso: { type: "oidc" },
      oidc: { grantTypes: ["authorization_code"], redirectUris: ["http://localhost:5000/authorize"] },
    };
    const made = await org.call("POST", "/api/applications", body);
    assert.equal(made.status, 201);
    const { clientSecret, ...shown } = made.body["oidc"] as Record<string, unknown>;
    assert.match(String(clientSecret), /^[\w-]{40}$/);
    assert.match(String(shown["clientId"]), /^[0-9a-f-]{36}$/);
    const path = `/api/applications/${made.body.id}`;
    const seen = await org.ask("GET", path);
    assert.deepEqual(seen, { ...made.body, oidc: shown });
    const stolen = { ...seen, oidc: { ...shown, clientId: "mine", clientSecret: "mine" } };
    assert.deepEqual(await org.ask("PUT", path, stolen), seen);
    for (const wrong of [{ ...body, sso: { type: "saml" } }, { ...body, oidc: { grantTypes: ["implicit"] } }, {}]) {
      assert.equal((await org.call("POST", "/api/applications", wrong)).status, 400);
    }
  });

  describe("identity providers", () => {
    it("are made, listed in an object, replaced and deleted; their secret is never shown", async () => {
      const made = await org.call("POST", providers, identityProvider());
      assert.equal(made.status, 201);
      const shown = { id: made.body.id, ...identityProvider({ clientSecret: "" }) };
      assert.deepEqual(made.body, shown);
      assert.deepEqual(await org.ask("GET", providers), { identityProviders: [shown], totalCount: 1 });
      const path = `${providers}/${made.body.id}`;
      assert.deepEqual(await org.ask("PUT", path, identityProvider({}, { name: "Entra" })), {
        ...shown,
        name: "Entra",
      });
      assert.equal((await org.call("DELETE", path)).status, 204);
      assert.equal((await org.call("GET", path)).status, 404);
    });

    it("are one at most", async () => {
      await org.createIdentityProvider();
      assert.equal((await org.call("POST", providers, identityProvider({}, { name: "Second" }))).status, 409);
    });

    it("forget their secret when a blank one is put", async () => {
      const { id } = await org.createIdentityProvider();
      await org.ask("PUT", `${providers}/${id}`, await org.ask("GET", `${providers}/${id}`));
      assert.ok(!JSON.stringify(org.state).includes("the-client-secret"));
    });

    for (const [what, body] of [
      ["another type", identityProvider({}, { type: "SAML" })],
      ["no secret", identityProvider({ clientSecret: "" })],
      ["a URL that is none", identityProvider({ url: "login.microsoftonline.com" })],
      ["unknown members", identityProvider({}, { enabled: true })],
    ] as const) {
      it(`are refused with ${what}`, async () => {
        assert.equal((await org.call("POST", providers, body)).status, 400);
      });
    }
  });

  describe("routing policies", () => {
    it("are made again under the same name, and deleted", async () => {
      const [{ id: identityProviderId }, group] = [await org.createIdentityProvider(), await org.createGroup()];
      const policy = { name: "entra", identityProviderId, groupIds: [group.id] };
      assert.equal((await org.call("POST", "/.sandbox/routing-policies", policy)).status, 201);
      assert.equal((await org.call("POST", "/.sandbox/routing-policies", policy)).status, 200);
      assert.equal((await org.call("DELETE", "/.sandbox/routing-policies/entra")).status, 204);
      assert.equal((await org.call("DELETE", "/.sandbox/routing-policies/entra")).status, 404);
    });

    it("name what is there", async () => {
      const [{ id: identityProviderId }, group] = [await org.createIdentityProvider(), await org.createGroup()];
      for (const [status, body] of [
        [404, { name: "entra", identityProviderId: "other", groupIds: [group.id] }],
        [404, { name: "entra", identityProviderId, groupIds: ["other"] }],
        [400, { name: "entra", identityProviderId, groupIds: [] }],
      ] as const) {
        assert.equal((await org.call("POST", "/.sandbox/routing-policies", body)).status, status);
      }
    });
  });
});
