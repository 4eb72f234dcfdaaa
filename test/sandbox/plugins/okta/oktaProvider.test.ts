import assert from "node:assert/strict";
import { Secret, unknownValue, type PropertyMap } from "../../../../providers/lib/PropertyValue.ts";
import type { ProviderClient } from "../../../providers/lib/ProviderClient.ts";
import { change, importAgain, make, PluginRehearsal, unmake } from "../PluginRehearsal.ts";
import type { Made } from "../PluginRehearsal.ts";

const Server = "okta:auth/server:Server";
const Scope = "okta:auth/serverScope:ServerScope";
const Policy = "okta:auth/serverPolicy:ServerPolicy";
const Rule = "okta:auth/serverPolicyRule:ServerPolicyRule";
const App = "okta:app/oAuth:OAuth";
const Groups = "okta:index/appGroupAssignments:AppGroupAssignments";

const serviceApp = {
  type: "service",
  label: "Key Insight",
  grantTypes: ["client_credentials"],
  responseTypes: ["token"],
};

describe("the bundled okta plugin", () => {
  let rehearsal: PluginRehearsal;
  let okta: ProviderClient;
  let server: Made;

  before(async () => {
    rehearsal = await PluginRehearsal.start();
    okta = rehearsal.connect("okta");
    await okta.configure({ orgName: "acme-dev", baseUrl: "okta.com" });
    server = await make(okta, Server, { audiences: ["https://api.acme.example"], description: "d" });
  });

  after(async () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
    await rehearsal.close();
  });

  async function ask(method: string, target: string, body: object = {}): Promise<unknown> {
    const { sandbox } = rehearsal;
    const response = await sandbox.fetch({
      ...{ method, target, url: new URL(target, "https://acme-dev.okta.com"), body: Buffer.from(JSON.stringify(body)) },
      headers: { authorization: `SSWS ${sandbox.credentials.oktaApiToken}` },
    });
    return JSON.parse(String(response.body));
  }

  async function addGroup(name: string): Promise<string> {
    return ((await ask("POST", "/api/v1/groups", { profile: { name } })) as { id: string }).id;
  }

  it("fills in the published plugin's defaults", async () => {
    const filledIn = async (type: string, news: Parameters<ProviderClient["check"]>[1]): Promise<unknown> => {
      const { inputs } = await okta.check(type, news);
      const names = inputs["__defaults"] as string[];
      return Object.fromEntries(names.filter((name) => name !== "name").map((name) => [name, inputs[name]]));
    };
    const parent = { authServerId: "aus1", policyId: "00p1" };

    assert.deepEqual(await filledIn(Server, { audiences: ["a"] }), {
      credentialsRotationMode: "AUTO",
      issuerMode: "ORG_URL",
      status: "ACTIVE",
    });
    assert.deepEqual(await filledIn(Scope, { authServerId: "aus1" }), {
      consent: "IMPLICIT",
      metadataPublish: "ALL_CLIENTS",
    });
    assert.deepEqual(
      await filledIn(Policy, { authServerId: "aus1", clientWhitelists: ["ALL_CLIENTS"], description: "", priority: 1 }),
      { status: "ACTIVE" },
    );
    assert.deepEqual(await filledIn(Rule, { ...parent, priority: 1, grantTypeWhitelists: ["client_credentials"] }), {
      accessTokenLifetimeMinutes: 60,
      refreshTokenWindowMinutes: 10080,
      status: "ACTIVE",
      type: "RESOURCE_ACCESS",
    });
    assert.deepEqual(await filledIn(App, serviceApp), {
      autoKeyRotation: true,
      consentMethod: "TRUSTED",
      hideIos: true,
      hideWeb: true,
      issuerMode: "ORG_URL",
      loginMode: "DISABLED",
      refreshTokenRotation: "STATIC",
      status: "ACTIVE",
      tokenEndpointAuthMethod: "client_secret_basic",
      userNameTemplate: "${source.login}",
      userNameTemplateType: "BUILT_IN",
      wildcardRedirect: "DISABLED",
    });
  });

  it("manages an authorization server", async () => {
    const made = await make(okta, Server, { name: "Reporting", audiences: ["https://reports.acme.example"] });
    const { state, id } = made;

    assert.equal(state["issuer"], `https://acme-dev.okta.com/oauth2/${id}`);
    assert.match(state["credentialsLastRotated"] as string, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? \+0000 UTC$/);
    const inputs = await importAgain(okta, id, made);
    assert.deepEqual(inputs, { audiences: ["https://reports.acme.example"], name: "Reporting", __defaults: [] });

    const changed = await change(
      okta,
      made,
      { name: "Reports", audiences: ["https://b.example"], description: "now", status: "INACTIVE" },
      { name: "UPDATE", "audiences[0]": "UPDATE", description: "ADD", status: "UPDATE" },
    );
    assert.equal(changed.state["status"], "INACTIVE");
    assert.equal(changed.state["kid"], state["kid"]);
    await unmake(okta, changed);
  });

  it("manages a web application and the groups that are assigned to it", async () => {
    const [support, agents, others] = await Promise.all(["Support", "Agents", "Agents of others"].map(addGroup));
    const app = await make(okta, App, {
      ...{ type: "web", label: "Portal", grantTypes: ["authorization_code"], responseTypes: ["code"] },
      ...{ redirectUris: ["https://portal.acme.example/callback"], tokenEndpointAuthMethod: "client_secret_post" },
      ...{ pkceRequired: false, implicitAssignment: false },
    });
    const group = (id: string) => ({ id, profile: "{}" });
    const made = await make(okta, Groups, { appId: app.id, groups: [group(support!), group(agents!)] });
    assert.equal(made.id, app.id);
    assert.deepEqual(made.state, {
      appId: app.id,
      groups: [
        { ...group(support!), priority: 0 },
        { ...group(agents!), priority: 1 },
      ],
    });
    await ask("PUT", `/api/v1/apps/${app.id}/groups/${others!}`, {});
    const read = await okta.read(Groups, made.id, made.state, made.inputs);
    assert.deepEqual((read.state["groups"] as unknown[]).at(-1), { id: others, priority: 2 });
    const groups = [group(agents!)];
    const { detail } = await okta.diff(Groups, made.id, read.state, { appId: app.id, groups });
    assert.deepEqual(detail, { "groups[0].id": "UPDATE", "groups[1]": "DELETE", "groups[2]": "DELETE" });
    const now = await okta.update(Groups, made.id, read.state, { appId: app.id, groups });
    assert.deepEqual(now["groups"], [{ ...group(agents!), priority: 1 }]);
    await okta.delete(Groups, made.id, now);
    assert.deepEqual(await ask("GET", `/api/v1/apps/${app.id}/groups`), []);
    await unmake(okta, app);
  });

  it("finds a group by its name, or by the only one that begins with it", async () => {
    const [north] = await Promise.all(["North", "North Pole", "South Pole"].map(addGroup));
    const getGroup = async (args: PropertyMap) => (await okta.invoke("okta:group/getGroup:getGroup", args)).result;
    assert.deepEqual(await getGroup({ name: "North", type: "OKTA_GROUP" }), {
      ...{ description: "", id: north, includeUsers: false, name: "North", type: "OKTA_GROUP", users: [] },
    });
    assert.equal((await getGroup({ name: "South" }))["name"], "South Pole");
    assert.equal((await getGroup({ id: north! }))["name"], "North");
    await assert.rejects(getGroup({ name: "Nor" }), /group starting with name "Nor" matches 2 groups/);
    await assert.rejects(getGroup({ name: "West", type: "OKTA_GROUP" }), /with name "West" .* does not exist/);
  });

  it("says the organisation's own address", async () => {
    const { result } = await okta.invoke("okta:index/getOrgMetadata:getOrgMetadata");
    assert.deepEqual(
      [result["domains"], result["pipeline"]],
      [{ alternate: "", organization: "https://acme-dev.okta.com" }, "idx"],
    );
  });

  it("manages a scope", async () => {
    const made = await make(okta, Scope, {
      authServerId: server.id,
      name: "keys.read",
      default: true,
      description: "d",
    });
    const { state, id } = made;

    assert.deepEqual(state, {
      authServerId: server.id,
      consent: "IMPLICIT",
      default: true,
      description: "d",
      displayName: "",
      metadataPublish: "ALL_CLIENTS",
      name: "keys.read",
      optional: false,
      system: false,
    });
    await importAgain(okta, `${server.id}/${id}`, made);
    const changed = await change(
      okta,
      made,
      { authServerId: server.id, name: "keys.list" },
      {
        default: "DELETE",
        description: "DELETE",
        name: "UPDATE",
      },
    );
    await unmake(okta, changed);
  });

  it("manages an access policy and its rule", async () => {
    const place = { authServerId: server.id, clientWhitelists: ["ALL_CLIENTS"] };
    const policy = await make(okta, Policy, { ...place, name: "all", description: "d", priority: 1 });
    const rule = await make(okta, Rule, {
      authServerId: server.id,
      policyId: policy.id,
      name: "m2m",
      priority: 1,
      grantTypeWhitelists: ["client_credentials"],
      scopeWhitelists: ["*"],
    });

    assert.deepEqual(rule.state["scopeWhitelists"], ["*"]);
    assert.equal(rule.state["system"], false);
    await importAgain(okta, `${server.id}/${policy.id}`, policy);
    await importAgain(okta, `${server.id}/${policy.id}/${rule.id}`, rule);
    const changed = await change(
      okta,
      rule,
      { ...rule.inputs, accessTokenLifetimeMinutes: 15, status: "INACTIVE" },
      { accessTokenLifetimeMinutes: "UPDATE", status: "UPDATE" },
    );
    assert.equal(changed.state["status"], "INACTIVE");
    const renamed = await change(okta, policy, { ...policy.inputs, description: "e" }, { description: "UPDATE" });
    await unmake(okta, changed);
    await unmake(okta, renamed);
  });

  it("manages a service application, whose secret only its creation tells", async () => {
    const made = await make(okta, App, serviceApp);
    const { state, id } = made;

    const secret = state["clientSecret"];
    assert.ok(secret instanceof Secret);
    assert.match(secret.value as string, /^[\w-]{40,}$/);
    assert.equal(state["clientId"], id);
    assert.equal(state["name"], "oidc_client");
    assert.equal(state["pkceRequired"], false);
    await importAgain(okta, id, made);
    const changed = await change(
      okta,
      made,
      { ...serviceApp, label: "Renamed", status: "INACTIVE" },
      {
        label: "UPDATE",
        status: "UPDATE",
      },
    );
    assert.deepEqual(changed.state["clientSecret"], secret);
    await unmake(okta, changed);
  });

  it("manages an application that has keys and no secret", async () => {
    const key = { kty: "RSA", kid: "k1", e: "AQAB", n: "0vx7agoebGcQSuuPiLJXZpt".padEnd(342, "A") };
    const made = await make(okta, App, { ...serviceApp, tokenEndpointAuthMethod: "private_key_jwt", jwks: [key] });

    assert.deepEqual(made.state["jwks"], [key]);
    assert.equal(made.state["clientSecret"], undefined);
    await unmake(okta, made);
  });

  it("previews an application with what is known", async () => {
    const { inputs } = await okta.check(App, serviceApp);
    const { state } = await okta.create(App, inputs, true);

    assert.deepEqual(state["clientSecret"], new Secret(unknownValue));
    assert.equal(state["clientId"], unknownValue);
    assert.equal(state["label"], "Key Insight");
    assert.deepEqual(state["grantTypes"], ["client_credentials"]);
  });

  it("replaces an application of another type or client id, and nothing else", async () => {
    const made = await make(okta, App, serviceApp);
    const replaced = await okta.diff(App, made.id, made.state, { ...made.inputs, type: "web", clientId: "mine" });
    assert.deepEqual(replaced.replaces, ["clientId", "type"]);
    assert.equal(replaced.deleteBeforeReplace, false);
    await unmake(okta, made);
    const moved = await okta.diff(Scope, "scp", { authServerId: "a", name: "n" }, { authServerId: "b", name: "m" });
    assert.deepEqual(moved.replaces, []);
  });

  it("refuses grants that a type of application cannot have, and inputs that it cannot set", async () => {
    const { failures } = await okta.check(App, { ...serviceApp, grantTypes: ["authorization_code"] });
    assert.deepEqual(failures, [
      {
        property: "",
        reason:
          '"grantTypes[0]": a service application cannot have it; it can have ' +
          "client_credentials, implicit, urn:ietf:params:oauth:grant-type:token-exchange",
      },
    ]);
    const other = await okta.check(App, { ...serviceApp, groupsClaim: { name: "groups" } });
    assert.match(other.failures[0]?.reason ?? "", /"groupsClaim": this plugin cannot set it/);
  });

  it("tells Okta's own code and words", async () => {
    const { inputs } = await okta.check(Scope, { authServerId: "aus0000000000000000", name: "a" });
    await assert.rejects(okta.create(Scope, inputs), {
      details: new RegExp(`^creating ${Scope} thing: E0000007: Not found: .+ \\(HTTP 404\\)$`),
    });
  });

  it("proves a service app by its key, and says which scopes a refused call would have taken", async () => {
    const scoped = await PluginRehearsal.start({
      operator: { okta: { scopes: ["okta.authorizationServers.manage"] } },
    });
    try {
      const service = scoped.connect("okta");
      await service.configure({ orgName: "acme-dev", baseUrl: "okta.com" });
      await make(service, Server, { audiences: ["https://api.acme.example"], description: "d" });
      const { inputs } = await service.check(App, serviceApp);
      await assert.rejects(service.create(App, inputs), {
        details:
          "creating okta:app/oAuth:OAuth thing: insufficient_scope: The access token provided does not contain the required " +
          "scopes. Any of these would do: okta.apps.manage (HTTP 403)",
      });
      assert.deepEqual(scoped.sandbox.refusals, []);
    } finally {
      await scoped.close();
    }
  });

  it("says what is missing, and blots out the token", async () => {
    const other = rehearsal.connect("okta");
    await assert.rejects(other.configure({ orgName: "acme-dev", baseUrl: "okta.com", accessToken: "token" }), {
      details: "okta:accessToken: this plugin cannot honour it; use the published plugin",
    });
    const wrong = rehearsal.connect("okta");
    await wrong.configure({ orgName: "acme-dev", baseUrl: "okta.com", apiToken: new Secret("00wrong-token") });
    await assert.rejects(wrong.read(Server, server.id, server.state, server.inputs), (error: Error) => {
      assert.match(error.message, /E0000011: Invalid token provided \(HTTP 401\)/);
      assert.ok(!error.message.includes("00wrong-token"));
      return true;
    });
  });
});
