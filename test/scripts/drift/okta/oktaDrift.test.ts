import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import type { DriftFinding } from "../../../../scripts/lib/drift/DriftFinding.ts";
import { oktaDrift } from "../../../../scripts/lib/drift/okta/oktaDrift.ts";
import type { OktaObject } from "../../../sandbox/okta/support/oktaOrg.ts";
import { whereGone } from "../support.ts";
import { type Changeable, DeployedOkta } from "./support/deployedOkta.ts";

type Told = Readonly<Partial<Pick<DriftFinding, "gains" | "severity" | "expected" | "actual">>> & {
  readonly rule: string;
  readonly where: string;
  /** Properties that it explains. */
  readonly explains?: readonly string[];
};

/** One kind of drift: what somebody does by hand, and the one finding that it gives. */
interface Kind {
  readonly what: string;
  readonly make: (okta: DeployedOkta) => Promise<unknown>;
  readonly finds: Told;
}

const strangers = { conditions: { clients: { include: ["ALL_CLIENTS"] } } };

const kinds: readonly Kind[] = [
  {
    what: "a scope more",
    make: (okta) => okta.org.ask("POST", `${okta.serverPath}/scopes`, { name: "keys.delete" }),
    finds: { rule: "unmanaged-scope", where: "issuers.okta, scope keys.delete", severity: "error" },
  },
  {
    what: "a scope that is given to whoever asks for none",
    make: (okta) => okta.change(okta.path("scope keys.write"), (scope) => (scope.default = true)),
    finds: { rule: "managed-changed", where: "issuers.okta, scope keys.write", explains: ["default"] },
  },
  {
    what: "a claim of access tokens that gateways read as scopes",
    make: (okta) => okta.org.ask("POST", `${okta.serverPath}/claims`, claim({ name: "scope", value: "'keys.write'" })),
    finds: {
      rule: "unmanaged-claim",
      where: "issuers.okta, claim scope",
      gains:
        "Every client of the authorization server passes routes that ask for what the claim says, for gateways read it as what was granted.",
    },
  },
  {
    what: "a claim of ID tokens",
    make: (okta) => okta.org.ask("POST", `${okta.serverPath}/claims`, claim({ name: "team", claimType: "IDENTITY" })),
    finds: { rule: "unmanaged-claim", where: "issuers.okta, claim team", severity: "note" },
  },
  {
    what: "an access policy for every application",
    make: async (okta) => {
      const policy = await okta.org.ask("POST", `${okta.serverPath}/policies`, { name: "any", ...strangers });
      await okta.org.ask("POST", `${okta.serverPath}/policies/${policy.id}/rules`, rule("all", ["*"]));
    },
    finds: {
      rule: "unmanaged-access-policy",
      where: "issuers.okta, access policy any",
      gains:
        "Any application of the Okta organisation (issuer okta) can call GET /keys and POST /keys of inventory; reader of okta can call POST /keys of inventory.",
      actual: "for every application, priority 3, ACTIVE",
    },
  },
  {
    what: "an access policy before the declared ones",
    make: (okta) => okta.org.ask("POST", `${okta.serverPath}/policies`, { name: "first", priority: 1, ...strangers }),
    finds: {
      rule: "unmanaged-access-policy",
      where: "issuers.okta, access policy first",
      explains: ["priority", "priority"],
    },
  },
  {
    what: "access policies in another order",
    make: (okta) => okta.change(okta.path("policy admins"), (policy) => (policy.priority = 1)),
    finds: {
      rule: "rule-priority",
      where: "issuers.okta, access policies",
      expected: "readers, admins",
      actual: "admins, readers",
      explains: ["priority", "priority"],
    },
  },
  {
    what: "an access policy for a client more",
    make: (okta) =>
      okta.change(okta.path("policy admins"), (policy) =>
        policy.conditions.clients.include.push(okta.id("app reader")),
      ),
    finds: {
      rule: "unmanaged-client",
      where: "issuers.okta, access policy admins",
      gains: "reader of okta can call POST /keys of inventory.",
      explains: ["clientWhitelists"],
    },
  },
  {
    what: "an access policy that is switched off",
    make: (okta) => okta.org.ask("POST", `${okta.path("policy admins")}/lifecycle/deactivate`),
    finds: { rule: "deactivated", where: "issuers.okta, access policy admins", explains: ["status"] },
  },
  {
    what: "a rule more",
    make: (okta) => okta.org.ask("POST", `${okta.path("policy readers")}/rules`, rule("wide", ["*"])),
    finds: {
      rule: "unmanaged-access-rule",
      where: "issuers.okta, access policy readers, rule wide",
      gains: "reader of okta can call POST /keys of inventory.",
    },
  },
  {
    what: "rules in another order",
    make: (okta) => okta.change(okta.path("rule admins/writing"), (writing) => (writing.priority = 1)),
    finds: { rule: "rule-priority", where: "issuers.okta, access policy admins, rules", actual: "writing, reading" },
  },
  {
    what: "a rule with a scope more",
    make: (okta) =>
      okta.change(okta.path("rule readers/short"), (short) => short.conditions.scopes.include.push("keys.write")),
    finds: {
      rule: "managed-changed",
      where: "issuers.okta, access policy readers, rule short",
      gains: "reader of okta can call POST /keys of inventory.",
      expected: "keys.read",
      actual: "keys.read and keys.write",
      explains: ["scopeWhitelists"],
    },
  },
  {
    what: "a rule with another lifetime",
    make: (okta) =>
      okta.change(okta.path("rule readers/short"), (short) => (short.actions.token.accessTokenLifetimeMinutes = 1440)),
    finds: {
      rule: "managed-changed",
      where: "issuers.okta, access policy readers, rule short",
      expected: "15 minutes",
      actual: "1440 minutes",
      gains: "Whoever gets hold of a token can use it for longer.",
      explains: ["accessTokenLifetimeMinutes"],
    },
  },
  {
    what: "a rule that is switched off",
    make: (okta) => okta.org.ask("POST", `${okta.path("rule readers/short")}/lifecycle/deactivate`),
    finds: { rule: "deactivated", where: "issuers.okta, access policy readers, rule short", explains: ["status"] },
  },
  {
    what: "an authorization server that is switched off",
    make: (okta) => okta.org.ask("POST", `${okta.serverPath}/lifecycle/deactivate`),
    finds: { rule: "deactivated", where: "issuers.okta", explains: ["status"] },
  },
  {
    what: "another audience",
    make: (okta) => okta.change(okta.serverPath, (server) => (server.audiences = ["https://other.example"])),
    finds: { rule: "managed-changed", where: "issuers.okta", actual: "https://other.example", explains: ["audiences"] },
  },
  {
    what: "an issuer that follows the host",
    make: (okta) => okta.change(okta.serverPath, (server) => (server.issuerMode = "DYNAMIC")),
    finds: { rule: "managed-changed", where: "issuers.okta", actual: "DYNAMIC", explains: ["issuerMode", "issuer"] },
  },
  {
    what: "keys that are rotated by hand",
    make: (okta) =>
      okta.change(okta.serverPath, (server) => (server.credentials = { signing: { rotationMode: "MANUAL" } })),
    finds: { rule: "managed-changed", where: "issuers.okta", severity: "note", explains: ["credentialsRotationMode"] },
  },
  {
    what: "a trusted server",
    make: async (okta) => {
      const { id } = await okta.org.createServer({ name: "Elsewhere" });
      await okta.org.ask("POST", `${okta.serverPath}/associatedServers`, { trusted: [id] });
    },
    finds: { rule: "unmanaged-object", where: "issuers.okta, trusted server Elsewhere", severity: "error" },
  },
  {
    what: "a second secret",
    make: (okta) => okta.org.ask("POST", `${okta.path("app reader")}/credentials/secrets`, {}),
    finds: {
      rule: "unmanaged-secret",
      where: "issuers.okta, client reader, secret ID",
      gains: "Whoever holds it is the client and can call GET /keys of inventory.",
    },
  },
  {
    what: "a secret that is switched off",
    make: async (okta) => {
      const path = `${okta.path("app reader")}/credentials/secrets`;
      const [own] = await okta.org.ask<OktaObject[]>("GET", path);
      const { id } = await okta.org.ask("POST", path, {});
      okta.state.push({ ...okta.state[0]!, id });
      await okta.org.ask("POST", `${path}/${String(own?.["id"])}/lifecycle/deactivate`);
    },
    finds: { rule: "deactivated", where: "issuers.okta, client reader, secret ID", actual: "INACTIVE" },
  },
  {
    what: "tokens that say by another expression who they are of",
    make: async (okta) => {
      const [sub] = await okta.org.ask<OktaObject[]>("GET", `${okta.serverPath}/claims`);
      const path = `${okta.serverPath}/claims/${String(sub?.["id"])}`;
      await okta.org.ask("PUT", path, claim({ name: "sub", value: "appuser.nickName" }));
    },
    finds: { rule: "managed-changed", where: "issuers.okta, claim sub", actual: "appuser.nickName" },
  },
  {
    what: "a scope of Okta's own API",
    make: (okta) =>
      okta.org.ask("POST", `${okta.path("app reader")}/grants`, {
        scopeId: "okta.users.manage",
        issuer: "https://acme-dev.okta.com",
      }),
    finds: { rule: "unmanaged-consent", where: "issuers.okta, client reader, grant okta.users.manage" },
  },
  {
    what: "an application that is switched off",
    make: (okta) => okta.org.ask("POST", `${okta.path("app admin")}/lifecycle/deactivate`),
    finds: { rule: "deactivated", where: "issuers.okta, client admin", explains: ["status"] },
  },
  {
    what: "an application that is asked for DPoP",
    make: (okta) =>
      okta.change(okta.path("app admin"), (app) => (app.settings.oauthClient.dpop_bound_access_tokens = true)),
    finds: { rule: "managed-changed", where: "issuers.okta, client admin", actual: "tokens bound by DPoP" },
  },
  {
    what: "an application that proves itself in another way",
    make: (okta) =>
      okta.change(
        okta.path("app admin"),
        (app) => (app.credentials.oauthClient!.token_endpoint_auth_method = "client_secret_post"),
      ),
    finds: { rule: "managed-changed", where: "issuers.okta, client admin", explains: ["tokenEndpointAuthMethod"] },
  },
  {
    what: "a redirect URI more",
    make: (okta) =>
      okta.change(okta.path("app company"), (app) =>
        app.settings.oauthClient.redirect_uris.push("https://mallory.example/cb"),
      ),
    finds: {
      rule: "unmanaged-redirect-uri",
      where: "issuers.portal, identity provider company, https://mallory.example/cb",
      gains: "Whoever runs mallory.example gets the answers to people's sign-ins.",
      explains: ["redirectUris"],
    },
  },
  {
    what: "a group more at the application that people sign in to",
    make: async (okta) => {
      const { id } = await okta.org.addGroup("Contractors");
      await okta.org.ask("PUT", `${okta.path("app company")}/groups/${id}`, {});
    },
    finds: {
      rule: "unmanaged-member",
      where: "issuers.portal, identity provider company, group Contractors",
      gains: "Every member of Contractors can sign in.",
      explains: ["groups"],
    },
  },
  {
    what: "a person by name at the application that people sign in to",
    make: async (okta) => {
      const { id } = await okta.org.addUser("mallory@acme.example");
      await okta.org.ask("POST", `${okta.path("app company")}/users`, { id });
    },
    finds: {
      rule: "unmanaged-member",
      where: "issuers.portal, identity provider company, person mallory@acme.example",
    },
  },
  {
    what: "everyone at the application that people sign in to",
    make: (okta) => okta.change(okta.path("app company"), (app) => (app.settings.implicitAssignment = true)),
    finds: {
      rule: "managed-changed",
      where: "issuers.portal, identity provider company",
      gains: "Everyone of the Okta organisation can sign in.",
      explains: ["implicitAssignment"],
    },
  },
];

describe("what Okta holds beside what was declared", () => {
  it("is nothing where nobody changed anything", async () => {
    assert.deepEqual(await (await DeployedOkta.make()).drift(), []);
  });

  for (const { what, make, finds } of kinds) {
    it(`finds ${what}`, async () => {
      const okta = await DeployedOkta.make();
      await make(okta);
      const findings = await okta.drift();
      assert.deepEqual(
        findings.map(({ rule, where }) => `${rule}: ${withoutIds(where)}`),
        [`${finds.rule}: ${finds.where}`],
      );
      const [found] = findings as [DriftFinding];
      const { explains, ...told } = { ...finds, where: found.where };
      const shown = { ...found, explains: found.explains?.map(({ property }) => property) };
      assert.deepEqual(pick(shown, [...Object.keys(told), ...(explains ? ["explains"] : [])]), {
        ...told,
        ...(explains && { explains }),
      });
      assert.match(found.advice, /`(npm run up|curl) |In the Okta console/);
    });
  }

  it("finds keys that nobody declared, and declared ones that are gone, for a client that holds a key", async () => {
    const okta = await DeployedOkta.make();
    const key = (kid: string) => ({ kty: "RSA", kid, e: "AQAB", n: `n-of-${kid}` });
    const { id } = await okta.org.createApp(
      { token_endpoint_auth_method: "private_key_jwt" },
      { jwks: { keys: [key("theirs")] } },
    );
    const reader = okta.state.find((resource) => resource.id === okta.id("app reader"))!;
    okta.state[okta.state.indexOf(reader)] = {
      ...reader,
      id,
      outputs: { ...reader.outputs, tokenEndpointAuthMethod: "private_key_jwt", jwks: [key("ours")] },
    };
    assert.deepEqual(
      (await okta.drift()).map(({ rule, where }) => `${rule}: ${where}`),
      [
        "unmanaged-secret: issuers.okta, client reader, key theirs",
        "managed-changed: issuers.okta, client reader, key ours",
      ],
    );
  });

  it("finds a redirect URI in a state too that a refresh took it into", async () => {
    const okta = await DeployedOkta.make();
    const stranger = "https://mallory.example/cb";
    await okta.change(okta.path("app company"), (app) => app.settings.oauthClient.redirect_uris.push(stranger));
    const at = okta.state.findIndex(({ id }) => id === okta.id("app company"));
    const { outputs, ...company } = okta.state[at]!;
    const redirectUris = [...(outputs["redirectUris"] as string[]), stranger];
    okta.state[at] = { ...company, outputs: { ...outputs, redirectUris } };
    assert.deepEqual(
      (await okta.drift()).map(({ rule, where }) => `${rule}: ${where}`),
      [`unmanaged-redirect-uri: issuers.portal, identity provider company, ${stranger}`],
    );
  });

  it("finds a rule by whose inline hook tokens say something else, in whatever state", async () => {
    const okta = await DeployedOkta.make();
    const context = okta.context();
    const { api } = context.okta;
    const list = async (path: string) => {
      const found = await api!.list(path);
      const hooked = (rule: OktaObject): OktaObject => {
        const { actions } = rule as unknown as Changeable;
        return { ...rule, actions: { token: { ...actions.token, inlineHook: { id: "cal1" } } } };
      };
      return path.includes("/rules") ? found.map((rule) => hooked(rule as OktaObject)) : found;
    };
    const findings = await oktaDrift({
      ...context,
      okta: { ...context.okta, api: { ...api!, find: api!.find.bind(api), list } },
    });
    const own = findings.filter(({ actual }) => actual === "cal1");
    assert.equal(own.length, findings.length);
    assert.ok(own.length > 0);
    for (const { rule, gains, explains } of own) {
      assert.equal(rule, "managed-changed");
      assert.equal(gains, "Whoever runs what the hook calls decides what those tokens say.");
      assert.deepEqual(
        explains?.map(({ property }) => property),
        ["inlineHookId"],
      );
    }
  });

  it("takes a second secret that the state knows for declared, and never tells the value of one", async () => {
    const okta = await DeployedOkta.make();
    const path = `${okta.path("app reader")}/credentials/secrets`;
    const second = await okta.org.ask("POST", path, {});
    const findings = await okta.drift();
    const secrets = await okta.org.ask<OktaObject[]>("GET", path);
    for (const secret of secrets) assert.ok(!JSON.stringify(findings).includes(String(secret["client_secret"])));
    const [state] = okta.state;
    okta.state.push({ ...state!, type: "crosstrust:okta:Secret", id: `${okta.id("app reader")}/${second.id}` });
    assert.deepEqual(await okta.drift(), []);
  });

  it("reads every page of those who may sign in", async () => {
    const okta = await DeployedOkta.make();
    for (let index = 0; index < 201; index++) {
      if (index % 50 === 0) okta.org.clock.advance(120);
      const { id } = await okta.org.addGroup(`Group ${String(index).padStart(3, "0")}`);
      await okta.org.ask("PUT", `${okta.path("app company")}/groups/${id}`, {});
    }
    okta.org.clock.advance(120);
    const findings = await okta.drift();
    assert.equal(findings.length, 201);
    assert.deepEqual(new Set(findings.map(({ rule }) => rule)), new Set(["unmanaged-member"]));
  });

  it("tells of a server and an application that Okta does not know, unless they are gone", async () => {
    const okta = await DeployedOkta.make();
    for (const path of [okta.serverPath, okta.path("app reader")]) {
      await okta.org.ask("POST", `${path}/lifecycle/deactivate`);
      await okta.org.ask("DELETE", path);
    }
    const found = await okta.drift();
    const ids = [okta.serverPath.split("/").at(-1)!, okta.id("app reader")];
    assert.deepEqual(
      found.map(({ rule, unlessGone }) => [rule, unlessGone]),
      ids.map((id) => ["not-read", id]),
    );
    assert.deepEqual(whereGone(found, okta.state, ids), []);
  });

  it("names the scope that is missing where Okta does not permit it, once, and reads the rest", async () => {
    const okta = await DeployedOkta.make();
    okta.org.faults.set("listScopeConsentGrants", 403);
    okta.org.faults.set("listOAuth2Claims", 403);
    const findings = await okta.drift();
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["not-read", "not-read"],
    );
    assert.deepEqual(findings.map(({ advice }) => /okta\.\w+\.\w+/.exec(advice)?.[0]).toSorted(), [
      "okta.appGrants.read",
      "okta.authorizationServers.read",
    ]);
  });

  it("names the variable to set where there are no credentials", async () => {
    const okta = await DeployedOkta.make();
    const findings = await oktaDrift(okta.context({}));
    assert.equal(findings.length, 1);
    const [finding] = findings as [DriftFinding];
    assert.equal(finding.rule, "not-read");
    assert.equal(finding.where, "issuers.okta and issuers.portal, identity provider company");
    assert.match(finding.advice, /OKTA_API_TOKEN/);
  });

  describe("in its commands", () => {
    let okta: DeployedOkta;
    before(async () => {
      okta = await DeployedOkta.make();
      await okta.org.ask("POST", `${okta.serverPath}/policies`, { name: "it's any", ...strangers });
    });

    it("deletes what nobody declared, with the token left to the shell", async () => {
      const [found] = await okta.drift();
      const { id } = (await okta.org.ask<OktaObject[]>("GET", `${okta.serverPath}/policies`)).at(-1)!;
      assert.equal(
        found?.advice,
        `Delete it, unless it is wanted, and then declare it: \`curl --fail -X DELETE -H "Authorization: SSWS $OKTA_API_TOKEN" https://acme-dev.okta.com${okta.serverPath}/policies/${id}\``,
      );
    });
  });
});

function claim(settings: object): object {
  return { name: "team", status: "ACTIVE", claimType: "RESOURCE", valueType: "EXPRESSION", value: "'a'", ...settings };
}

function rule(name: string, scopes: readonly string[]): object {
  return {
    type: "RESOURCE_ACCESS",
    name,
    conditions: { grantTypes: { include: ["client_credentials"] }, scopes: { include: scopes } },
    actions: { token: { accessTokenLifetimeMinutes: 60 } },
  };
}

function withoutIds(where: string): string {
  return where.replace(/secret ocs\w+/, "secret ID");
}

function pick(object: Readonly<Record<string, unknown>>, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, object[name]]));
}
