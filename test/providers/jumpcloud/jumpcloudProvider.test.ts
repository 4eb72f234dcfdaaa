import assert from "node:assert/strict";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import type { PropertyMap } from "../../../providers/lib/PropertyValue.ts";
import { Secret } from "../../../providers/lib/PropertyValue.ts";
import { change, importAgain, make, unmake } from "../../sandbox/plugins/PluginRehearsal.ts";
import { identityProvider, tenantId } from "../../sandbox/jumpcloud/support/JumpCloudOrg.ts";
import type { ProviderClient } from "../lib/ProviderClient.ts";
import { JumpCloudRehearsal } from "./support/jumpcloudRehearsal.ts";

const types = {
  provider: "jumpcloud:index/identityProvider:IdentityProvider",
  group: "jumpcloud:index/userGroup:UserGroup",
  user: "jumpcloud:index/user:User",
  membership: "jumpcloud:index/groupMembership:GroupMembership",
  application: "jumpcloud:index/oidcApplication:OidcApplication",
  association: "jumpcloud:index/applicationAssociation:ApplicationAssociation",
};

const url = `https://login.microsoftonline.com/${tenantId}`;
const entra: PropertyMap = {
  name: "Entra OIDC",
  type: "AZURE",
  url,
  clientId: "the-client-id",
  clientSecret: new Secret("the-client-secret"),
};

describe("The jumpcloud provider", () => {
  let rehearsal: JumpCloudRehearsal;
  let client: ProviderClient;

  beforeEach(async () => {
    rehearsal = await JumpCloudRehearsal.start();
    client = await rehearsal.client();
  });
  afterEach(() => rehearsal.close());

  const create = async (type: string, news: PropertyMap): Promise<string> => {
    const { inputs, failures } = await client.check(type, news);
    assert.deepEqual(failures, []);
    return (await client.create(type, inputs)).id;
  };
  const refusal = async (type: string, news: PropertyMap): Promise<string> => {
    const { inputs, failures } = await client.check(type, news);
    assert.deepEqual(failures, []);
    let message = "";
    await assert.rejects(client.create(type, inputs), (error: { details: string }) => {
      message = error.details;
      return true;
    });
    return message;
  };
  const stored = (): Record<string, { clientSecret?: string }> => {
    const { organizations } = rehearsal.org.state as { organizations: { us: { identityProviders: unknown[] } } };
    return organizations.us.identityProviders[0] as Record<string, { clientSecret?: string }>;
  };

  describe("IdentityProvider", () => {
    it("is made, changed, imported and deleted, its secret kept and always sent", async () => {
      const made = await make(client, types.provider, entra);
      assert.deepEqual(made.state, { ...entra, adoptExisting: false });
      assert.equal(stored()["oidc"]?.clientSecret, "the-client-secret");

      const renamed = await change(client, made, { ...entra, name: "Entra" }, { name: "UPDATE" });
      assert.equal(stored()["oidc"]?.clientSecret, "the-client-secret");
      const secret = { ...entra, name: "Entra", clientSecret: new Secret("rotated") };
      const rotated = await change(client, renamed, secret, { clientSecret: "UPDATE" });
      assert.equal(stored()["oidc"]?.clientSecret, "rotated");

      const found = await client.read(types.provider, made.id);
      const visible = withoutKeys(entra, ["clientSecret"]);
      assert.deepEqual(found.state, { ...visible, name: "Entra", adoptExisting: false });
      await unmake(client, rotated);
    });

    it("shows what was changed behind the engine's back, and puts it right with the secret", async () => {
      const made = await make(client, types.provider, entra);
      const body = identityProvider({ url: "https://login.microsoftonline.com/other" });
      await rehearsal.org.ask("PUT", `/api/v2/identity-providers/${made.id}`, body);
      const seen = await client.read(types.provider, made.id, made.state, made.inputs);
      assert.equal(seen.state["url"], "https://login.microsoftonline.com/other");
      assert.deepEqual((await client.diff(types.provider, made.id, seen.state, made.inputs)).detail, { url: "UPDATE" });
      await client.update(types.provider, made.id, seen.state, made.inputs);
      assert.deepEqual(stored()["oidc"], { clientId: "the-client-id", clientSecret: "the-client-secret", url });
    });

    it("is one: another is refused by name, unless it is to be taken over", async () => {
      const { id } = await rehearsal.org.createIdentityProvider({}, { name: "Okta", type: "OKTA" });
      assert.equal(
        await refusal(types.provider, entra),
        `creating ${types.provider} thing: the organisation has an identity provider already, and JumpCloud allows one: ` +
          `"Okta" (type OKTA, id ${id}). Set adoptExisting to take it over and change it, import it by that id, or delete it ` +
          "in the Admin Portal.",
      );
      const adopted = await make(client, types.provider, { ...entra, adoptExisting: true });
      assert.equal(adopted.id, id);
      assert.deepEqual([stored()["name"], stored()["type"]], ["Entra OIDC", "AZURE"]);
    });

    it("is refused by name too where another came first at the same moment", async () => {
      rehearsal.before = async (request) => {
        if (request === "POST /api/v2/identity-providers")
          await rehearsal.org.createIdentityProvider({}, { name: "First" });
      };
      assert.match(await refusal(types.provider, entra), /JumpCloud allows one: "First"/);
    });

    it("deletes before it creates where another type forces a replacement", async () => {
      const made = await make(client, types.provider, entra);
      const { inputs } = await client.check(types.provider, { ...entra, type: "OIDC" }, made.inputs);
      const diff = await client.diff(types.provider, made.id, made.state, inputs);
      assert.deepEqual([diff.replaces, diff.deleteBeforeReplace], [["type"], true]);
    });

    it("does not look at adoptExisting once it is there", async () => {
      const made = await make(client, types.provider, entra);
      const { inputs } = await client.check(types.provider, { ...entra, adoptExisting: true }, made.inputs);
      assert.equal((await client.diff(types.provider, made.id, made.state, inputs)).changes, false);
    });

    it("checks all at once, and never repeats a secret", async () => {
      const { failures } = await client.check(types.provider, {
        ...entra,
        name: " ",
        url: `${url}/v2.0`,
        clientSecret: new Secret(" "),
      });
      assert.deepEqual(
        failures.map(({ property, reason }) => [property, reason.slice(0, 60)]),
        [
          ["name", "must not be blank"],
          ["", '"clientSecret": must not be blank: JumpCloud would forget the'],
          ["url", "must end with the tenant: https://login.microsoftonline.com/"],
        ].map(([property, reason = ""]) => [property, reason.slice(0, 60)]),
      );
      const wrong = await client.check(types.provider, { ...entra, type: "SAML", url: "http://x.example" });
      assert.deepEqual(
        wrong.failures.map(({ property }) => property),
        ["type"],
      );
    });

    for (const [type, value, good] of [
      ["AZURE", `${url}/oauth2/v2.0/authorize`, false],
      ["AZURE", `${url}/`, false],
      ["AZURE", "https://login.microsoftonline.com", false],
      ["AZURE", "https://login.microsoftonline.us/acme.onmicrosoft.us", true],
      ["OIDC", "https://idp.example/.well-known/openid-configuration", false],
      ["OIDC", "https://idp.example?x=1", false],
      ["OIDC", "http://idp.example", false],
      ["OIDC", "https://idp.example/realms/acme", true],
    ] as const) {
      it(`takes ${value} for ${type}: ${good ? "yes" : "no"}`, async () => {
        const { failures } = await client.check(types.provider, { ...entra, type, url: value });
        assert.deepEqual(
          failures.map(({ property }) => property),
          good ? [] : ["url"],
        );
      });
    }
  });

  describe("UserGroup", () => {
    it("is made, changed without losing what others set, imported and deleted", async () => {
      const made = await make(client, types.group, { name: "entra-people", description: "From Entra" });
      const path = `/api/v2/usergroups/${made.id}`;
      const attributes = { sudo: { enabled: true } };
      await rehearsal.org.ask("PUT", path, { name: "entra-people", description: "From Entra", attributes });
      const changed = await change(client, made, { name: "people" }, { name: "UPDATE", description: "DELETE" });
      const group = await rehearsal.org.ask("GET", path);
      assert.deepEqual([group["attributes"], group["description"]], [attributes, ""]);
      assert.deepEqual(await importAgain(client, made.id, changed), { __defaults: [], name: "people" });
      await unmake(client, changed);
    });

    it("is refused where its name is taken, unless it is to be taken over", async () => {
      const { id } = await rehearsal.org.createGroup("entra-people", { attributes: { sudo: { enabled: true } } });
      const message = await refusal(types.group, { name: "entra-people", description: "New" });
      assert.match(message, new RegExp(`there is a user group "entra-people" already \\(id ${id}\\)`));
      const adopted = await make(client, types.group, {
        name: "entra-people",
        description: "New",
        adoptExisting: true,
      });
      assert.equal(adopted.id, id);
      const group = await rehearsal.org.ask("GET", `/api/v2/usergroups/${id}`);
      assert.deepEqual([group["description"], group["attributes"]], ["New", { sudo: { enabled: true } }]);
    });
  });

  describe("User", () => {
    const alice = { username: "alice", email: "alice@acme.example", firstname: "Alice", lastname: "Archer" };

    it("is made, changed in part, imported and deleted", async () => {
      const made = await make(client, types.user, alice);
      assert.deepEqual(made.state, {
        ...alice,
        suspended: false,
        activated: false,
        state: "STAGED",
        adoptExisting: false,
      });
      await rehearsal.org.ask("PUT", `/api/systemusers/${made.id}`, { costCenter: "4711" });
      const others = withoutKeys(alice, ["firstname"]);
      const news = { ...others, lastname: "Baker", suspended: true };
      const paths = { firstname: "DELETE", lastname: "UPDATE", suspended: "ADD" };
      const changed = await change(client, made, news, paths);
      assert.equal(changed.state["state"], "SUSPENDED");
      assert.equal((await rehearsal.org.ask("GET", `/api/systemusers/${made.id}`))["costCenter"], "4711");
      await importAgain(client, made.id, changed);
      await unmake(client, changed);
    });

    it("takes an email in another case of letters for the same", async () => {
      const made = await make(client, types.user, { ...alice, email: "Alice@acme.example" });
      await rehearsal.org.ask("PUT", `/api/systemusers/${made.id}`, { email: "alice@acme.example" });
      const seen = await client.read(types.user, made.id, made.state, made.inputs);
      assert.equal(seen.state["email"], "Alice@acme.example");
    });

    it("is refused where the company email is another's, and taken over where it is told to", async () => {
      const { id } = await rehearsal.org.createUser({ username: "aarcher" });
      const message = await refusal(types.user, { ...alice, email: "ALICE@acme.example" });
      assert.match(
        message,
        new RegExp(`the company email ALICE@acme.example belongs to "aarcher" \\(id ${id}\\) already`),
      );
      const adopted = await make(client, types.user, { ...alice, adoptExisting: true });
      assert.equal(adopted.id, id);
      assert.equal((await rehearsal.org.ask("GET", `/api/systemusers/${id}`))["username"], "alice");
    });

    it("is refused where the username is another's, even to be taken over", async () => {
      const { id } = await rehearsal.org.createUser({ email: "other@acme.example" });
      const message = await refusal(types.user, { ...alice, adoptExisting: true });
      assert.match(
        message,
        new RegExp(`the username "alice" belongs to "alice" \\(id ${id}\\) with the company email other@`),
      );
    });

    it("is not given another's company email later on", async () => {
      await rehearsal.org.createUser({ username: "bob", email: "bob@acme.example" });
      const made = await make(client, types.user, alice);
      const { inputs } = await client.check(types.user, { ...alice, email: "bob@acme.example" }, made.inputs);
      await assert.rejects(client.update(types.user, made.id, made.state, inputs), /belongs to "bob"/);
    });

    it("needs a username and an email", async () => {
      const { failures } = await client.check(types.user, { username: "", email: "acme" });
      assert.deepEqual(
        failures.map(({ property }) => property),
        ["username", "email"],
      );
    });
  });

  describe("GroupMembership and ApplicationAssociation", () => {
    it("are made, imported by both ids and deleted", async () => {
      const [groupId, userId] = [
        await create(types.group, { name: "entra-people" }),
        await create(types.user, { username: "alice", email: "alice@acme.example" }),
      ];
      const membership = await make(client, types.membership, { groupId, userId });
      assert.equal(membership.id, `${groupId}/${userId}`);
      assert.deepEqual(await importAgain(client, membership.id, membership), { __defaults: [], groupId, userId });
      await client.create(types.membership, membership.inputs);

      const app = await rehearsal.org.ask("POST", "/.sandbox/applications", consoleApplication);
      const association = await make(client, types.association, { applicationId: app.id, groupId });
      assert.equal(association.id, `${app.id}/${groupId}`);
      await importAgain(client, association.id, association);

      await unmake(client, association);
      await unmake(client, membership);
    });

    it("are gone with either of their ends", async () => {
      const [groupId, userId] = [
        await create(types.group, { name: "entra-people" }),
        await create(types.user, { username: "alice", email: "alice@acme.example" }),
      ];
      const membership = await make(client, types.membership, { groupId, userId });
      await rehearsal.org.ask("DELETE", `/api/systemusers/${userId}`);
      assert.equal((await client.read(types.membership, membership.id, membership.state)).id, "");
      await client.delete(types.membership, membership.id, membership.state);
    });

    it("are imported by an id of their form alone", async () => {
      await assert.rejects(client.read(types.membership, "alone"), /"alone" is no id of one; expected groupId\/userId/);
      await assert.rejects(client.read(types.association, "a/b/c"), /expected applicationId\/groupId/);
    });
  });

  describe("OidcApplication", () => {
    it("is adopted by its label or id, changed, and left alone in the end", async () => {
      const app = await rehearsal.org.ask("POST", "/.sandbox/applications", consoleApplication);
      const made = await make(client, types.application, { name: "Service desk" });
      assert.deepEqual([made.id, made.state["adopted"], made.state["ssoType"]], [app.id, true, "oidc"]);
      const redirectUris = ["https://desk.example/callback", "https://desk.example/other"];
      const changed = await change(client, made, { name: "Service desk", redirectUris }, { "redirectUris[1]": "ADD" });
      const seen = await rehearsal.org.ask("GET", `/api/applications/${app.id}`);
      assert.deepEqual(seen["oidc"], {
        grantTypes: ["authorization_code"],
        redirectUris,
        ssoUrl: "https://desk.example",
        tokenEndpointAuthMethod: "client_secret_basic",
        clientId: changed.state["clientId"],
      });
      await client.delete(types.application, app.id, changed.state);
      assert.equal((await rehearsal.org.call("GET", `/api/applications/${app.id}`)).status, 200);
      const imported = await client.read(types.application, app.id);
      await client.delete(types.application, app.id, imported.state);
      assert.equal((await rehearsal.org.call("GET", `/api/applications/${app.id}`)).status, 200);
      const byId = await make(client, types.application, { name: "Desk", applicationId: app.id });
      assert.equal(byId.state["name"], "Desk");
    });

    it("is not created without being told so, nor guessed among several", async () => {
      assert.match(
        await refusal(types.application, { name: "Service desk" }),
        /no application labelled "Service desk" to adopt/,
      );
      await rehearsal.org.ask("POST", "/.sandbox/applications", consoleApplication);
      await rehearsal.org.ask("POST", "/.sandbox/applications", consoleApplication);
      assert.match(await refusal(types.application, { name: "Service desk" }), /several applications are labelled/);
      assert.match(
        await refusal(types.application, { name: "x", applicationId: "5f" }),
        /no application with the id 5f/,
      );
      assert.deepEqual(rehearsal.org.refusals, []);
    });

    it("is created so that people's ID tokens tell their email and can be had again, unless it is said otherwise", async () => {
      const inputs = {
        ...{ name: "s3-access-grants", allowCreate: true, tokenEndpointAuthMethod: "client_secret_post" },
        ...{ redirectUris: ["http://localhost:5000/authorize"], loginUrl: "http://localhost:5000/login" },
      };
      const made = await make(client, types.application, inputs);
      const seen = await rehearsal.org.ask("GET", `/api/applications/${made.id}`);
      assert.deepEqual(seen["config"], { databaseAttributes: { value: [{ name: "email", value: "email" }] } });
      const { grantTypes } = seen["oidc"] as Record<string, unknown>;
      assert.deepEqual(grantTypes, ["authorization_code", "refresh_token"]);
      assert.deepEqual(made.state["claims"], { email: "email" });
      const named = { ...inputs, claims: { email: "email", login: "username" } };
      const changed = await change(client, made, named, { "claims.login": "ADD" });
      const { config } = await rehearsal.org.ask("GET", `/api/applications/${made.id}`);
      const { value } = (config as { databaseAttributes: { value: object[] } }).databaseAttributes;
      assert.deepEqual(value.at(-1), { name: "login", value: "username" });
      const once = { ...named, grantTypes: ["authorization_code"] };
      await change(client, changed, once, { "grantTypes[1]": "DELETE" });
    });

    it("is refused with grants that JumpCloud does not have, or without the one that it must have", async () => {
      for (const [news, reason] of [
        [{ grantTypes: ["refresh_token"] }, /must be authorization_code/],
        [{ grantTypes: ["authorization_code", "implicit"] }, /must be authorization_code/],
        [{ claims: { email: "" } }, /must name a claim/],
      ] as const) {
        const { failures } = await client.check(types.application, { name: "x", ...news });
        assert.equal(failures.length, 1);
        assert.match(failures[0]?.reason ?? "", reason);
      }
    });
  });

  describe("functions", () => {
    it("look up by what people know", async () => {
      const user = await rehearsal.org.createUser({ firstname: "Alice" });
      const group = await rehearsal.org.createGroup("entra-people", { description: "From Entra" });
      const app = await rehearsal.org.ask("POST", "/.sandbox/applications", consoleApplication);
      const invoke = async (name: string, args: PropertyMap) =>
        (await client.invoke(`jumpcloud:index/${name}:${name}`, args)).result;
      assert.deepEqual(await invoke("getUser", { email: "ALICE@acme.example" }), {
        id: user.id,
        username: "alice",
        email: "alice@acme.example",
        firstname: "Alice",
        activated: false,
        suspended: false,
        state: "STAGED",
      });
      const found = { id: group.id, name: "entra-people", description: "From Entra" };
      assert.deepEqual(await invoke("getUserGroup", { name: "entra-people" }), found);
      const application = { id: app.id, name: "Service desk", active: true, ssoType: "oidc" };
      assert.deepEqual(await invoke("getApplication", { name: "Service desk" }), application);
      assert.deepEqual(await invoke("getApplication", { id: app.id }), application);
      await assert.rejects(invoke("getUser", { email: "nobody@acme.example" }), /nobody has the company email/);
      await assert.rejects(invoke("getUserGroup", { name: "entra" }), /there is no user group "entra"/);
    });
  });
});

const consoleApplication = {
  displayLabel: "Service desk",
  redirectUris: ["https://desk.example/callback"],
  loginUrl: "https://desk.example",
};
