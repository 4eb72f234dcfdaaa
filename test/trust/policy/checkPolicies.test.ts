import assert from "node:assert/strict";
import { describePath } from "../../../trust/describeFaults.ts";
import { checkPolicies } from "../../../trust/policy/checkPolicies.ts";
import { modelJudges } from "../../../trust/policy/modelJudges.ts";
import type { Settings } from "../../../trust/Settings.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { findingsAfter, inShort, now, part, rsaKey, strictSettings, type StrictSettings } from "./policyFixture.ts";

type Change = (settings: StrictSettings) => unknown;

/** A change of a config for production that breaks no rule, and what is found after it. */
const broken: readonly (readonly [string, Change, ...string[]])[] = [
  [
    "people's passwords handed to an application",
    (settings) => (part(settings, "issuers", "portal", "clients", "jsm")["authFlows"] = ["password", "srp"]),
    "error password-grant issuers.portal.clients.jsm, password",
  ],
  [
    "people's passwords handed to an administrator's application",
    (settings) => (part(settings, "issuers", "portal", "clients", "jsm")["authFlows"] = ["admin-password"]),
    "error password-grant issuers.portal.clients.jsm, admin-password",
  ],
  [
    "a callback on the person's own machine",
    (settings) => {
      const client = part(settings, "issuers", "portal", "clients", "jsm");
      client["localhost"] = true;
      client["callbackUrls"] = ["https://support.acme.example/callback", "http://localhost:5001/callback"];
      client["logoutUrls"] = ["http://localhost:5001/callback"];
    },
    "error redirect-loopback issuers.portal.clients.jsm, http://localhost:5001/callback",
  ],
  [
    "a redirect URI of JumpCloud on the person's own machine",
    (settings) =>
      (part(settings, "issuers", "jumpcloud", "clients", "s3")["redirectUris"] = ["http://localhost:5000/a"]),
    "error redirect-loopback issuers.jumpcloud.clients.s3, http://localhost:5000/a",
  ],
  [
    "a redirect URI of the federation on the person's own machine",
    (settings) =>
      (part(settings, "relyingParties", "jumpcloud", "application")["redirectUris"] = ["http://localhost:5000/a"]),
    "error redirect-loopback relyingParties.jumpcloud.application, http://localhost:5000/a",
  ],
  [
    "a key for another algorithm",
    (settings) =>
      (part(settings, "issuers", "okta", "clients", "reader")["jwks"] = [
        { ...rsaKey(2048), kid: "old", alg: "RS512" },
      ]),
    "error signing-algorithm issuers.okta.clients.reader, key old",
  ],
  [
    "access tokens of Okta that live long",
    (settings) =>
      (part(settings, "issuers", "okta", "accessPolicies", "readers", "rules", "machines")["accessTokenMinutes"] = 61),
    "error token-lifetime issuers.okta.accessPolicies.readers.rules.machines",
  ],
  [
    "access tokens of Okta that live long by derived policies",
    (settings) => {
      const okta = part(settings, "issuers", "okta");
      delete okta["accessPolicies"];
      okta["accessTokenMinutes"] = 120;
      part(okta, "clients")["second"] = { ...part(okta, "clients", "reader") };
    },
    "error token-lifetime issuers.okta",
  ],
  [
    "tokens of a user pool that live long",
    (settings) =>
      (part(settings, "issuers", "portal", "clients", "jsm")["tokens"] = { accessMinutes: 90, idMinutes: 1440 }),
    "error token-lifetime issuers.portal.clients.jsm, ID tokens",
    "error token-lifetime issuers.portal.clients.jsm, access tokens",
  ],
  [
    "a machine's tokens that live long",
    (settings) => (part(settings, "issuers", "portal", "clients", "batch")["tokens"] = { accessMinutes: 61 }),
    "error token-lifetime issuers.portal.clients.batch, access tokens",
  ],
  [
    "refresh tokens that live long",
    (settings) => (part(settings, "issuers", "portal", "clients", "jsm")["tokens"] = { refreshDays: 91 }),
    "error refresh-lifetime issuers.portal.clients.jsm",
  ],
  [
    "an authorizer whose answers are kept long",
    (settings) => (part(settings, "apis", "inventory", "lambdaAuthorizer")["cacheSeconds"] = 301),
    "error authorizer-cache apis.inventory.lambdaAuthorizer",
  ],
  [
    "temporary passwords that are good for long",
    (settings) => (part(settings, "issuers", "portal")["passwords"] = { temporaryDays: 8 }),
    "error temporary-password issuers.portal.passwords",
  ],
  [
    "a route without a scope",
    (settings) => (part(settings, "apis", "inventory", "routes", "GET /keys")["scopes"] = []),
    'error unscoped-route apis.inventory.routes["GET /keys"]',
  ],
  [
    "a route that one of its issuers' tokens pass without a role",
    (settings) =>
      (part(settings, "apis", "inventory", "routes", "GET /export")["issuers"] = {
        workforce: { roles: [] },
        okta: { scopes: ["keys.read"] },
      }),
    'error unscoped-route apis.inventory.routes["GET /export"], issuer workforce',
  ],
  [
    "a public route that is not listed",
    (settings) => delete settings.policy["publicRoutes"],
    'error public-route apis.inventory.routes["GET /health"]',
  ],
  [
    "a public route that takes every path, listed or not",
    (settings) => {
      part(settings, "apis", "inventory", "routes")["GET /docs/{page+}"] = { public: true, lambda: "inventory" };
      settings.policy["publicRoutes"] = { inventory: ["GET /health", "GET /docs/{page+}"] };
    },
    'error public-route apis.inventory.routes["GET /docs/{page+}"]',
  ],
  [
    "a secret that is good for long",
    (settings) => (part(settings, "relyingParties", "jumpcloud", "application", "secret")["validDays"] = 181),
    "error secret-lifetime relyingParties.jumpcloud.application.secret",
  ],
  [
    "a secret of a federation that is good until a late day",
    (settings) => (part(settings, "issuers", "portal", "federation", "company")["secret"] = { expires: "2027-06-01" }),
    "error secret-lifetime issuers.portal.federation.company.secret",
  ],
  [
    "a client of Microsoft's with a secret",
    (settings) => (part(settings, "issuers", "workforce", "clients")["export"] = { roles: ["Orders.Export"] }),
    "warning secretless issuers.workforce.clients.export",
  ],
  [
    "tokens for pull requests",
    (settings) =>
      (part(settings, "issuers", "workforce", "clients", "deploy", "federatedCredentials", "github")["subject"] =
        "repo:acme/orders:pull_request"),
    "error federated-subject issuers.workforce.clients.deploy.federatedCredentials.github",
  ],
  [
    "a user pool that can be deleted",
    (settings) => (part(settings, "issuers", "portal")["deletionProtection"] = false),
    "error deletion-protection issuers.portal",
  ],
  [
    "an access policy for all clients",
    (settings) => (part(settings, "issuers", "okta", "accessPolicies", "readers")["clients"] = "all"),
    "error all-clients issuers.okta.accessPolicies.readers",
  ],
  [
    "an access rule for all scopes",
    (settings) =>
      (part(settings, "issuers", "okta", "accessPolicies", "readers", "rules", "machines")["scopes"] = "all"),
    "error all-scopes issuers.okta.accessPolicies.readers.rules.machines",
  ],
  [
    "an API that nobody has to be assigned to",
    (settings) => (part(settings, "issuers", "workforce")["assignmentRequired"] = false),
    "error open-assignment issuers.workforce",
  ],
  [
    "a federation that is open to everyone",
    (settings) => (part(settings, "issuers", "portal", "federation", "staff")["assignment"] = "everyone"),
    "error open-assignment issuers.portal.federation.staff",
  ],
  [
    "an application of Identity Center that nobody has to be assigned to",
    (settings) => (part(settings, "relyingParties", "s3", "identityCenter")["assignment"] = { required: false }),
    "error open-assignment relyingParties.s3.identityCenter.assignment",
  ],
  [
    "a role for the whole account",
    (settings) => (part(settings, "relyingParties", "s3")["callers"] = "account"),
    "error account-callers relyingParties.s3",
  ],
  [
    "a grant of a whole bucket",
    (settings) => (part(settings, "relyingParties", "s3", "grants", "dora")["prefix"] = "*"),
    "error whole-location-grant relyingParties.s3.grants.dora",
  ],
  [
    "access logs that are soon gone",
    (settings) => (part(settings, "apis", "inventory", "accessLogs")["retentionDays"] = 60),
    "error access-logs apis.inventory.accessLogs",
  ],
  ["passwords alone", (settings) => (part(settings, "issuers", "portal")["mfa"] = "off"), "error mfa issuers.portal"],
];

/** What the settings refuse already; a model may come from elsewhere. */
const brokenModels: readonly (readonly [string, (model: Loose) => unknown, string])[] = [
  [
    "a wildcard among callback URLs",
    (model) => (client(model)["callbackUrls"] = ["https://*.acme.example/callback"]),
    "error redirect-wildcard issuers.portal.clients.jsm, https://*.acme.example/callback",
  ],
  [
    "a callback URL without encryption",
    (model) => (client(model)["callbackUrls"] = ["http://support.acme.example/callback"]),
    "error redirect-insecure issuers.portal.clients.jsm, http://support.acme.example/callback",
  ],
  [
    "a callback URL with a scheme of its own",
    (model) => (client(model)["callbackUrls"] = ["acme.portal:/callback"]),
    "error redirect-insecure issuers.portal.clients.jsm, acme.portal:/callback",
  ],
  [
    "a symmetric key",
    (model) =>
      (part(model, "issuers", "okta", "clients", "reader")["jwks"] = [{ kty: "oct", kid: "s", k: "c2VjcmV0" }]),
    "error signing-algorithm issuers.okta.clients.reader, key s",
  ],
  [
    "a key on an elliptic curve",
    (model) => (part(model, "issuers", "okta", "clients", "reader")["jwks"] = [{ kty: "EC", kid: "ec" }]),
    "error signing-algorithm issuers.okta.clients.reader, key ec",
  ],
  [
    "a short key",
    (model) => (part(model, "issuers", "okta", "clients", "reader")["jwks"] = [{ ...rsaKey(1024), kid: "short" }]),
    "error signing-algorithm issuers.okta.clients.reader, key short",
  ],
  [
    "a client of Okta with a secret",
    (model) => (part(model, "issuers", "okta", "clients", "reader")["authentication"] = "client_secret_basic"),
    "warning secretless issuers.okta.clients.reader",
  ],
  [
    "tokens that another API's tokens share",
    (model) => (part(model, "apis", "inventory")["sharesTokensWith"] = ["orders"]),
    "warning shared-tokens apis.inventory, tokens of orders",
  ],
];

type Loose = Record<string, unknown>;

function client(model: Loose): Loose {
  return part(model, "issuers", "portal", "clients", "jsm");
}

function settingsWith(change: (model: Loose) => unknown): Settings {
  const settings = strictSettings();
  const model = structuredClone(settings.model);
  change(model as unknown as Loose);
  return { ...settings, model: model satisfies TrustModel };
}

describe("checkPolicies", () => {
  it("finds nothing in a config for production that breaks no rule", () => {
    assert.deepEqual(findingsAfter(), []);
  });

  for (const [what, change, ...found] of broken) {
    it(`finds ${what}`, () => assert.deepEqual(findingsAfter(change), found));
  }

  for (const [what, change, found] of brokenModels) {
    it(`finds ${what} in a model`, () => assert.deepEqual(inShort(settingsWith(change)), [found]));
  }

  it("has a case for each rule that a config can break", () => {
    const covered = new Set(
      [...broken, ...brokenModels].flatMap((one) => one.slice(2)).map((text) => (text as string).split(" ")[1]),
    );
    assert.deepEqual(
      Object.keys(modelJudges).filter((rule) => !covered.has(rule)),
      // Its case is below: it takes the name of the stack.
      ["production-stack"],
    );
  });

  it("asks less of what is not production", () => {
    const rules = [...broken]
      .filter(([, change]) => {
        const found = findingsAfter((settings) => {
          change(settings);
          settings.policy["production"] = false;
        });
        return !found.some((text) => text.startsWith("error"));
      })
      .map(([, , found]) => found!.split(" ")[1]);
    assert.deepEqual([...new Set(rules)].sort(), [
      "access-logs",
      "account-callers",
      "deletion-protection",
      "mfa",
      "public-route",
      "redirect-loopback",
      "secretless",
      "unscoped-route",
    ]);
  });

  it("warns of a route without a scope where people do not depend on it yet", () => {
    const found = findingsAfter((settings) => {
      part(settings, "apis", "inventory", "routes", "GET /keys")["scopes"] = [];
      settings.policy["production"] = false;
    });
    assert.deepEqual(found, ['warning unscoped-route apis.inventory.routes["GET /keys"]']);
  });

  it("takes the limits of the config", () => {
    const rules = (limits: Loose) =>
      findingsAfter((settings) => {
        settings.policy["limits"] = limits;
      }).map((text) => text.split(" ")[1]);
    assert.deepEqual(rules({ accessTokenMinutes: 59 }), [
      "token-lifetime",
      "token-lifetime",
      "token-lifetime",
      "token-lifetime",
    ]);
    assert.deepEqual(rules({ refreshTokenDays: 29 }), ["refresh-lifetime"]);
    assert.deepEqual(rules({ authorizerCacheSeconds: 59 }), ["authorizer-cache"]);
    assert.deepEqual(rules({ temporaryPasswordDays: 6 }), ["temporary-password"]);
    assert.deepEqual(rules({ secretDays: 90 }), ["secret-lifetime"]);
    assert.deepEqual(rules({ accessLogDays: 366 }), ["access-logs"]);
  });

  it("counts a secret that ends on a day from now on", () => {
    const until = (expires: string) =>
      findingsAfter((settings) => {
        part(settings, "issuers", "portal", "federation", "company")["secret"] = { expires };
      });
    assert.deepEqual(until("2026-11-28T12:00:00Z"), []);
    assert.deepEqual(until("2026-11-28T12:00:01Z"), ["error secret-lifetime issuers.portal.federation.company.secret"]);
  });

  it("says where it stands, who gains, what would be right, what is there and what to change", () => {
    const settings = strictSettings((raw) => {
      part(raw, "issuers", "portal", "clients", "jsm")["tokens"] = { refreshDays: 365 };
    });
    assert.deepEqual(checkPolicies(settings, now), [
      {
        rule: "refresh-lifetime",
        severity: "error",
        where: "issuers.portal.clients.jsm",
        path: ["crosstrust:issuers", "portal", "clients", "jsm", "tokens", "refreshDays"],
        message: "Its refresh tokens live long.",
        gains: "Whoever has a refresh token of somebody's makes new tokens for as long.",
        expected: "at most 90 days",
        actual: "365 days",
        advice: "shorten it, or raise crosstrust:policy.limits.refreshTokenDays for the whole stack",
      },
    ]);
  });

  it("says of every finding what to change, and points into the config", () => {
    for (const [, change] of broken) {
      for (const { advice, path, message, where } of checkPolicies(strictSettings(change), now)) {
        assert.ok(advice && message.endsWith("."), where);
        assert.ok(path && describePath(path).startsWith("crosstrust:"), where);
      }
    }
  });

  it("repeats no key material", () => {
    const settings = settingsWith((model) => {
      part(model, "issuers", "okta", "clients", "reader")["jwks"] = [{ kty: "oct", kid: "s", k: "c2VjcmV0LXNlY3JldA" }];
    });
    assert.equal(JSON.stringify(checkPolicies(settings, now)).includes("c2VjcmV0LXNlY3JldA"), false);
  });

  it("says the same of the same config, errors first", () => {
    const settings = strictSettings((raw) => {
      part(raw, "issuers", "workforce", "clients")["export"] = { roles: ["Orders.Export"] };
      part(raw, "issuers", "portal")["mfa"] = "off";
      part(raw, "apis", "inventory", "routes", "GET /keys")["scopes"] = [];
    });
    assert.deepEqual(inShort(settings), [
      'error unscoped-route apis.inventory.routes["GET /keys"]',
      "error mfa issuers.portal",
      "warning secretless issuers.workforce.clients.export",
    ]);
    assert.equal(JSON.stringify(checkPolicies(settings, now)), JSON.stringify(checkPolicies(settings, now)));
  });

  it("holds a stack that is called production to the rules of production, whatever it says of itself", () => {
    const settings = strictSettings((raw) => Reflect.deleteProperty(raw, "policy"));
    const broken = (stack: string | undefined, of = settings): readonly string[] =>
      checkPolicies(of, now, stack).flatMap(({ rule, where }) => (rule === "production-stack" ? [where] : []));
    for (const stack of ["production", "PROD", "eu-prod", "acme/crosstrust/prod"]) {
      assert.deepEqual(broken(stack), ["policy.production"], stack);
      assert.deepEqual(
        broken(
          stack,
          strictSettings(() => undefined),
        ),
        [],
        stack,
      );
    }
    for (const stack of ["dev", "pre-production", "non-prod", "product", "reproduction", undefined]) {
      assert.deepEqual(broken(stack), [], stack);
    }
  });
});
