import assert from "node:assert/strict";
import type { Effect } from "../../../trust/diff/AccessDiff.ts";
import { diffAccess } from "../../../trust/diff/diffAccess.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { fullModel } from "./fullModel.ts";

type Loose = Record<string, unknown>;

/** A place, what it is, what becomes of it, and what it does to access; the contrary is tried the other way round. */
type Case = readonly [path: string, value: unknown, told: string, effect: Effect, contrary: Effect];

const cases: readonly Case[] = [
  ["issuers/okta/audience", "https://other.example", "audience", "widens", "widens"],
  ["issuers/okta/description", "Other", "description", "neutral", "neutral"],
  ["issuers/okta/scopes/keys.write/default", true, "granted when a request names no scope", "widens", "narrows"],
  [
    "issuers/okta/clients/signer/authentication",
    "client_secret_post",
    "authentication of the client",
    "widens",
    "narrows",
  ],
  ["issuers/okta/clients/signer/jwks/0/n", "other", "n", "widens", "widens"],
  ["issuers/okta/accessPolicies/0/clients", "all", "clients of the access policy", "widens", "narrows"],
  [
    "issuers/okta/accessPolicies/0/rules/0/accessTokenMinutes",
    1440,
    "access token lifetime in minutes",
    "widens",
    "narrows",
  ],
  ["issuers/okta/accessPolicies/0/rules/0/scopes", "all", "scopes of the access rule", "widens", "narrows"],
  ["issuers/workforce/assignmentRequired", false, "assignment required", "widens", "narrows"],
  [
    "issuers/workforce/clients/nightly-export/secret/generation",
    "2027-05",
    "generation of the secret",
    "neutral",
    "neutral",
  ],
  [
    "issuers/workforce/clients/nightly-export/secret/expires/afterDays",
    700,
    "days until the secret expires",
    "widens",
    "narrows",
  ],
  [
    "issuers/workforce/clients/deploy/federatedCredentials/github/subject",
    "repo:evil/x",
    "subject whose tokens count instead of a secret",
    "widens",
    "widens",
  ],
  ["issuers/customers/tenantId", "00000000-0000-0000-0000-000000000000", "tenant", "widens", "widens"],
  ["issuers/portal/mfa", "off", "multi-factor authentication", "widens", "narrows"],
  ["issuers/portal/deletionProtection", true, "deletion protection", "narrows", "widens"],
  ["issuers/portal/passwords/minimumLength", 8, "shortest password", "widens", "narrows"],
  ["issuers/portal/passwords/symbols", true, "passwords need a symbol", "narrows", "widens"],
  ["issuers/portal/recovery", "none", "recovery of accounts", "narrows", "widens"],
  [
    "issuers/portal/clients/jsm/callbackUrls",
    ["https://acme.atlassian.net/plugins/servlet/oauth/callback", "https://evil.example"],
    "callback URLs",
    "widens",
    "narrows",
  ],
  ["issuers/portal/clients/jsm/logoutUrls", [], "logout URLs", "narrows", "widens"],
  ["issuers/portal/clients/jsm/tokens/refreshDays", 30, "refresh token lifetime in days", "widens", "narrows"],
  [
    "issuers/portal/federation/company/application/optionalClaims",
    ["email", "groups", "family_name", "given_name"],
    "optional claims of the ID token",
    "widens",
    "narrows",
  ],
  [
    "issuers/portal/federation/company/application/owners",
    ["someone"],
    "owners of the application",
    "widens",
    "narrows",
  ],
  [
    "issuers/jumpcloud/people/dora/email",
    "mallory@acme.example",
    "email, by which the person is known",
    "widens",
    "widens",
  ],
  [
    "issuers/jumpcloud/clients/s3-access-grants/redirectUris",
    ["http://localhost:5000/authorize", "http://localhost:6000"],
    "redirect URIs",
    "widens",
    "narrows",
  ],
  ["apis/inventory/routes/0/backend/function", "other", "function that callers reach", "widens", "widens"],
  ["apis/inventory/alarms/forbidden/count", 1_000_000, "answers 403 that are a burst", "widens", "narrows"],
  ["apis/inventory/alarms/unauthorized/minutes", 1, "minutes of a burst of 401", "widens", "narrows"],
  ["apis/inventory/alarms/notify", [], "topics that alarms go to", "widens", "narrows"],
  ["apis/inventory/sharesTokensWith", ["reports"], "APIs that tokens are shared with", "widens", "narrows"],
  ["relyingParties/key-insight/client", "admin", "client that is trusted", "widens", "widens"],
  ["relyingParties/jumpcloud/application/redirectUris", [], "redirect URIs", "narrows", "widens"],
  [
    "relyingParties/jumpcloud/domains",
    ["acme.example", "evil.example"],
    "domains that people's names may end in",
    "widens",
    "narrows",
  ],
  ["relyingParties/s3/callers", "account", "who may exchange tokens", "widens", "narrows"],
  [
    "relyingParties/s3/identityCenter/groups/analysts/members",
    ["dora", "erik"],
    "members of the group",
    "widens",
    "narrows",
  ],
  ["relyingParties/s3/locations/logs/bucket", "other", "bucket", "widens", "widens"],
];

const alarms = {
  unauthorized: { count: 20, minutes: 5 },
  forbidden: { count: 20, minutes: 5 },
  notify: ["arn:aws:sns:eu-central-1:123456789012:security"],
};

describe("the settings that a change of the trust model changes", () => {
  for (const [path, value, told, effect, contrary] of cases) {
    it(`${path}: ${effect}, and the other way round ${contrary}`, () => {
      const [before, after] = [fullModel(), fullModel()];
      for (const model of [before, after]) set(model, "apis/inventory/alarms", structuredClone(alarms));
      if (path === "relyingParties/s3/callers") set(before, path, ["arn:aws:iam::123456789012:role/one"]);
      set(after, path, value);
      const one = diffAccess(before, after).settings;
      assert.deepEqual(
        one.map(({ what, effect: is }) => [what, is]),
        [[told, effect]],
      );
      const other = diffAccess(after, before).settings;
      assert.deepEqual(
        other.map(({ what, effect: is }) => [what, is]),
        [[told, contrary]],
      );
    });
  }

  it("has what was put into a list and what was taken out, and the path as the config has it", () => {
    const [before, after] = [fullModel(), fullModel()];
    set(before, "issuers/portal/clients/jsm/callbackUrls", ["https://a.example", "https://b.example"]);
    set(after, "issuers/portal/clients/jsm/callbackUrls", ["https://b.example", "https://c.example"]);
    assert.deepEqual(diffAccess(before, after).settings, [
      {
        id: '["issuers","portal","clients","jsm","callbackUrls"]',
        where: "issuers.portal.clients.jsm.callbackUrls",
        what: "callback URLs",
        op: "changed",
        effect: "widens",
        before: ["https://a.example", "https://b.example"],
        after: ["https://b.example", "https://c.example"],
        added: ["https://c.example"],
        removed: ["https://a.example"],
      },
    ]);
  });

  it("tells of a thing that comes or goes once, with its values, and of its parts beside it", () => {
    const [before, after] = [fullModel(), fullModel()];
    set(after, "issuers/workforce/clients/robot", {
      roles: ["Orders.Approve"],
      federatedCredentials: {
        ci: { issuer: "https://ci.example", subject: "x", audience: "api://AzureADTokenExchange" },
      },
    });
    const settings = diffAccess(before, after).settings;
    assert.deepEqual(
      settings.map(({ where, what, op, effect, after: is }) => [where, what, op, effect, is]),
      [
        ["issuers.workforce.clients.robot", "client", "added", "widens", { roles: ["Orders.Approve"] }],
        [
          "issuers.workforce.clients.robot.federatedCredentials.ci",
          "federated credential",
          "added",
          "widens",
          { audience: "api://AzureADTokenExchange", issuer: "https://ci.example", subject: "x" },
        ],
      ],
    );
    assert.deepEqual(
      diffAccess(after, before).settings.map(({ op, effect }) => [op, effect]),
      [
        ["removed", "narrows"],
        ["removed", "narrows"],
      ],
    );
  });

  it("takes priorities for widening where the order is another, not where one before is gone", () => {
    const policies = (...names: readonly string[]): TrustModel => {
      const model = fullModel();
      const accessPolicies = names.map((name, index) => ({
        name,
        description: "Some",
        priority: index + 1,
        clients: ["reader"],
        rules: [{ name: "rule", priority: 1, scopes: ["keys.read"], accessTokenMinutes: 5 }],
      }));
      set(model, "issuers/okta/accessPolicies", accessPolicies);
      return model;
    };
    const told = (before: TrustModel, after: TrustModel) =>
      diffAccess(before, after).settings.map(({ where, op, effect }) => `${where} ${op} ${effect}`);
    assert.deepEqual(told(policies("a", "b", "c"), policies("b", "c")), [
      "issuers.okta.accessPolicies.a removed narrows",
      "issuers.okta.accessPolicies.a.rules.rule removed narrows",
      "issuers.okta.accessPolicies.b.priority changed neutral",
      "issuers.okta.accessPolicies.c.priority changed neutral",
    ]);
    assert.deepEqual(told(policies("a", "b"), policies("b", "a")), [
      "issuers.okta.accessPolicies.a.priority changed widens",
      "issuers.okta.accessPolicies.b.priority changed widens",
    ]);
  });

  it("tells of longer tokens by a rule that one before it kept from answering", () => {
    const policy = (name: string, priority: number, clients: unknown, accessTokenMinutes: number) => ({
      name,
      description: "Some",
      priority,
      clients,
      rules: [{ name: "rule", priority: 1, scopes: ["keys.read"], accessTokenMinutes }],
    });
    const policies = (...accessPolicies: readonly unknown[]): TrustModel => {
      const model = fullModel();
      set(model, "issuers/okta/accessPolicies", accessPolicies);
      return model;
    };
    const widening = (before: TrustModel, after: TrustModel) =>
      diffAccess(before, after)
        .settings.filter(({ effect }) => effect === "widens")
        .map(({ where, what, before: was, after: is }) => [where, what, was, is]);
    const long = policy("long", 2, ["reader", "admin"], 1440);
    const [short, shorter] = [policy("short", 1, ["reader"], 5), policy("short", 1, "all", 5)];
    const told = (name: string) => [
      `issuers.okta.clients.${name}`,
      "longest access token in minutes, now by the rule rule of the access policy long",
      5,
      1440,
    ];
    assert.deepEqual(widening(policies(short, long), policies({ ...long, priority: 1 })), [told("reader")]);
    assert.deepEqual(widening(policies(shorter, long), policies(short, long)), [told("admin")]);
    const all = { ...long, clients: "all" };
    assert.deepEqual(widening(policies(shorter, all), policies(all)).at(-1), [
      "issuers.okta",
      "longest access token of applications that are not declared, in minutes, now by the rule rule of the access policy long",
      5,
      1440,
    ]);
    const alone = widening(policies(short), policies(policy("short", 1, ["reader"], 60)));
    assert.deepEqual(alone, [
      ["issuers.okta.accessPolicies.short.rules.rule.accessTokenMinutes", "access token lifetime in minutes", 5, 60],
    ]);
  });

  it("tells of an issuer of another kind as of another issuer", () => {
    const [before, after] = [fullModel(), fullModel()];
    set(after, "issuers/okta", (fullModel().issuers as unknown as Loose)["workforce"]);
    const [first] = diffAccess(before, after).settings;
    assert.deepEqual(
      [first?.where, first?.what, first?.op, first?.effect],
      ["issuers.okta", "issuer", "changed", "widens"],
    );
  });

  it("judges a route by what it asks for, whichever authorizer asks", () => {
    const access = (value: unknown): TrustModel => {
      const model = fullModel();
      set(model, "apis/inventory/routes/0/access", value);
      return model;
    };
    const jwt = { kind: "jwt", issuer: "okta", scopes: ["keys.read"] };
    const lambda = (scopes: readonly string[]) => ({ kind: "lambda", admits: [{ issuer: "okta", scopes, roles: [] }] });
    const effects = (before: unknown, after: unknown): readonly Effect[] => [
      ...new Set(diffAccess(access(before), access(after)).settings.map(({ effect }) => effect)),
    ];
    assert.deepEqual(effects(jwt, lambda(["keys.read"])), ["neutral"]);
    assert.deepEqual(effects(lambda(["keys.read"]), jwt), ["neutral"]);
    assert.deepEqual(effects(jwt, lambda(["keys.read", "keys.write"])), ["widens"]);
    assert.deepEqual(effects(jwt, lambda([])), ["widens"]);
    assert.deepEqual(effects({ kind: "public" }, jwt), ["narrows"]);
    assert.deepEqual(effects(jwt, { kind: "public" }), ["widens"]);
    assert.deepEqual(effects(lambda([]), { ...jwt, scopes: [] }), ["widens"]);
    const [scopes] = diffAccess(access(jwt), access({ ...jwt, scopes: ["keys.write"] })).settings;
    assert.equal(scopes?.where, 'apis.inventory.routes["GET /health"].scopes');
  });

  it("takes a domain of one's own, where people sign in and clients send their secrets, for a party that is trusted", () => {
    const domain = (value: unknown): TrustModel => {
      const model = fullModel();
      set(model, "issuers/portal/domain", value);
      return model;
    };
    const effects = (before: unknown, after: unknown) =>
      diffAccess(domain(before), domain(after)).settings.map(({ what, effect }) => [what, effect]);
    const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/one";
    const [prefix, custom, other] = [
      { prefix: "acme" },
      { custom: "login.acme.example", certificateArn },
      { custom: "login.evil.example", certificateArn },
    ];
    assert.deepEqual(effects(custom, other), [["domain of the pool", "widens"]]);
    assert.deepEqual(effects(prefix, other)[0], ["domain of the pool", "widens"]);
    assert.deepEqual(effects(prefix, { prefix: "acme-2" }), [["prefix of the pool's domain", "neutral"]]);
    assert.equal(diffAccess(domain(custom), domain(prefix)).widens, false);
  });

  it("takes no other order of a list for a change of access", () => {
    const ordered = (kids: readonly string[], turn: boolean): TrustModel => {
      const model = fullModel();
      set(
        model,
        "issuers/okta/clients/signer/jwks",
        kids.map((kid) => ({ kty: "RSA", kid, n: "n", e: "AQAB" })),
      );
      for (const name of ["inventory", "1-orders", "2-orders"]) {
        const routes = [...(model.apis[name]?.routes ?? [])];
        set(model, `apis/${name}/routes`, turn ? routes.reverse() : routes);
      }
      return model;
    };
    const { widens, settings } = diffAccess(ordered(["1", "2"], false), ordered(["2", "1"], true));
    assert.equal(widens, false);
    assert.deepEqual([...new Set(settings.map(({ effect }) => effect))], ["neutral"]);
    const keys = settings.find(({ where }) => where === "issuers.okta.clients.signer.jwks");
    assert.deepEqual([keys?.what, keys?.before, keys?.after], ["order of jwks", ["1", "2"], ["2", "1"]]);
  });

  it("compares what two configs leave to the environment too, where there is nothing but the configs", () => {
    const model = fullModel();
    const settings = (before: object, after: object) =>
      diffAccess(model, model, { surroundings: { before, after, complete: true } }).settings;
    assert.deepEqual(
      settings({ awsRegion: "eu-central-1" }, { tenantId: "evil" }).map(({ where, op, effect, before, after }) => [
        where,
        op,
        effect,
        before,
        after,
      ]),
      [
        ["aws:region", "removed", "widens", "eu-central-1", undefined],
        ["azuread:tenantId", "added", "widens", undefined, "evil"],
      ],
    );
    assert.deepEqual(settings({}, { tenantId: undefined }), []);
  });

  it("tells of another directory, region and organisation, where both sides are known", () => {
    const model = fullModel();
    const settings = (before: object, after: object) =>
      diffAccess(model, model, { surroundings: { before, after } }).settings;
    assert.deepEqual(
      settings({ tenantId: "A-1", awsRegion: "eu-central-1" }, { tenantId: "a-1", oktaHost: "b.okta.com" }),
      [],
    );
    assert.deepEqual(
      settings({ tenantId: "a", oktaHost: "a.okta.com" }, { tenantId: "b", oktaHost: "b.okta.com" }).map(
        ({ where, effect, before, after }) => [where, effect, before, after],
      ),
      [
        ["azuread:tenantId", "widens", "a", "b"],
        ["okta:orgName", "widens", "a.okta.com", "b.okta.com"],
      ],
    );
  });
});

describe("the digest of what widens", () => {
  const changed = (path: string, value: unknown): TrustModel => {
    const model = fullModel();
    set(model, path, value);
    return model;
  };
  const lifetime = "issuers/okta/accessPolicies/0/rules/0/accessTokenMinutes";
  const digest = (after: TrustModel, stack = "dev", before = fullModel()): string | undefined =>
    diffAccess(before, after, { stack }).digest;

  it("is of this change of this stack, in 32 hexadecimal digits", () => {
    const one = digest(changed(lifetime, 700));
    assert.match(one ?? "", /^[0-9a-f]{32}$/);
    assert.equal(digest(changed(lifetime, 700)), one);
    assert.notEqual(digest(changed(lifetime, 701)), one);
    assert.notEqual(digest(changed(lifetime, 700), "production"), one);
    assert.notEqual(digest(changed(lifetime, 700), "dev", changed(lifetime, 6)), one);
  });

  it("is another where what the wider access rests on is another, though that is new and lets nobody in by itself", () => {
    const route = (url: string): TrustModel => {
      const model = fullModel();
      const access = { kind: "jwt", issuer: "okta", scopes: ["keys.read"] };
      set(model, "apis/inventory/routes/9", { key: "GET /new", access, backend: { kind: "http", url } });
      set(model, "apis/inventory/routes", Object.values(model.apis["inventory"]?.routes ?? []));
      return model;
    };
    assert.notEqual(digest(route("https://backend.example")), digest(route("https://evil.example")));
    const grant = (displayName: string, bucket: string): TrustModel => {
      const model = fullModel();
      set(model, "relyingParties/s3/identityCenter/groups/new", { source: "adopted", displayName, members: [] });
      set(model, "relyingParties/s3/locations/new", { bucket, createBucket: false, prefix: "" });
      const grantee = { group: "new" };
      set(model, "relyingParties/s3/grants/new", { location: "new", subPrefix: "a/*", grantee, permission: "READ" });
      for (const person of Object.keys((model.issuers["jumpcloud"] as unknown as { people: object }).people)) {
        set(model, `issuers/jumpcloud/people/${person}/groups`, []);
      }
      return model;
    };
    const digests = [grant("auditors", "one"), grant("everyone", "one"), grant("auditors", "other")].map((one) =>
      digest(one),
    );
    assert.equal(new Set(digests).size, 3);
    assert.equal(digest(grant("auditors", "one")), digests[0]);
  });

  it("leaves out what does not widen, and is not there where nothing does", () => {
    const both = changed(lifetime, 700);
    set(both, "issuers/okta/description", "Other");
    set(both, "issuers/portal/deletionProtection", true);
    assert.equal(digest(both), digest(changed(lifetime, 700)));
    assert.equal(digest(changed("issuers/okta/description", "Other")), undefined);
  });
});

function set(model: TrustModel, path: string, value: unknown): void {
  const steps = path.split("/");
  const parent = steps.slice(0, -1).reduce<unknown>((node, step) => (node as Loose)[step], model);
  assert.ok(parent, path);
  (parent as Loose)[steps.at(-1)!] = value;
}
