import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { parseSettings } from "../../trust/parseSettings.ts";
import { SettingsError } from "../../trust/SettingsError.ts";
import { faultsAfter, faultsOf, modelOf, oktaIssuerOf, validSettings, type Loose } from "./settingsFixture.ts";

describe("parseSettings", () => {
  it("reads a whole config into a model", () => {
    assert.deepEqual(modelOf(), {
      issuers: {
        okta: {
          kind: "okta",
          audience: "https://api.example.com",
          scopes: { "keys.read": { default: true }, "keys.write": { default: false } },
          clients: {
            admin: { scopes: ["keys.read", "keys.write"], authentication: "client_secret_basic" },
            reader: { scopes: ["keys.read"], authentication: "client_secret_basic" },
          },
          accessPolicies: [
            {
              name: "admin",
              description: "Lets admin get the scopes that it asks for",
              priority: 1,
              clients: ["admin"],
              rules: [
                {
                  name: "client-credentials",
                  priority: 1,
                  scopes: ["keys.read", "keys.write"],
                  accessTokenMinutes: 60,
                },
              ],
            },
            {
              name: "reader",
              description: "Lets reader get the scopes that it asks for",
              priority: 2,
              clients: ["reader"],
              rules: [{ name: "client-credentials", priority: 1, scopes: ["keys.read"], accessTokenMinutes: 60 }],
            },
          ],
        },
      },
      apis: {
        inventory: {
          routes: [
            { key: "GET /health", access: { kind: "public" }, backend: { kind: "lambda", function: "inventory" } },
            {
              key: "GET /keys",
              access: { kind: "jwt", issuer: "okta", scopes: ["keys.read"] },
              backend: { kind: "lambda", function: "inventory" },
            },
          ],
          functions: { inventory: { environment: {} } },
          accessLogs: { retentionDays: 30 },
          alarms: { unauthorized: { count: 100, minutes: 5 }, forbidden: { count: 20, minutes: 5 }, notify: [] },
          sharesTokensWith: [],
        },
      },
      relyingParties: { "key-insight": { kind: "fortanix-key-insight", issuer: "okta", client: "reader" } },
    });
  });

  it("reads the config of the dev stack", () => {
    const file = resolve(import.meta.dirname, "../../Pulumi.dev.yaml");
    const { config } = parse(readFileSync(file, "utf8")) as { config: Loose };
    const entries = Object.entries(config).filter(([key]) => key.startsWith("crosstrust:"));
    const { model } = parseSettings(Object.fromEntries(entries.map(([key, value]) => [key.slice(11), value])));
    const issuers = Object.keys(model.issuers);
    assert.deepEqual(
      ["okta", "partners", "reporting"].filter((name) => !issuers.includes(name)),
      [],
    );
    assert.deepEqual(
      model.apis["inventory"]?.routes.map(({ key }) => key),
      [
        "GET /audit",
        "GET /health",
        "GET /keys",
        "GET /keys/{keyId}",
        "GET /partners/keys",
        "GET /partners/offers",
        "POST /keys",
      ],
    );
    assert.equal(oktaIssuerOf(model, "partners").accessPolicies[0]?.rules[0]?.accessTokenMinutes, 15);
  });

  it("gives the same model whatever the order of the keys", () => {
    const reversed = (value: unknown): unknown =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, item]) => [key, reversed(item)]),
          )
        : value;
    const { model } = parseSettings(reversed(validSettings()) as Loose);
    assert.equal(JSON.stringify(model), JSON.stringify(modelOf()));
  });

  it("takes a whole value as JSON in a text, as Pulumi hands it over", () => {
    const entries = Object.entries(validSettings()).map(([key, value]) => [key, JSON.stringify(value)]);
    assert.deepEqual(parseSettings(Object.fromEntries(entries) as Loose).model, modelOf());
  });

  it("does not change what it was given", () => {
    const settings = validSettings();
    parseSettings(settings);
    assert.deepEqual(settings, validSettings());
  });

  it("takes declared access policies as they are, in order of priority", () => {
    const { issuers } = modelOf((settings) => {
      settings.issuers.okta["accessPolicies"] = {
        admins: { priority: 2, clients: ["admin"], rules: { all: { priority: 1, scopes: "all" } } },
        everyone: {
          priority: 1,
          description: "Everyone reads",
          clients: "all",
          rules: {
            write: { priority: 2, scopes: ["keys.write", "keys.read"], accessTokenMinutes: 5 },
            read: { priority: 1, scopes: ["keys.read"], accessTokenMinutes: 1440 },
          },
        },
      };
    });
    assert.deepEqual(oktaIssuerOf({ issuers }).accessPolicies, [
      {
        name: "everyone",
        description: "Everyone reads",
        priority: 1,
        clients: "all",
        rules: [
          { name: "read", priority: 1, scopes: ["keys.read"], accessTokenMinutes: 1440 },
          { name: "write", priority: 2, scopes: ["keys.read", "keys.write"], accessTokenMinutes: 5 },
        ],
      },
      {
        name: "admins",
        description: "Access policy admins",
        priority: 2,
        clients: ["admin"],
        rules: [{ name: "all", priority: 1, scopes: "all", accessTokenMinutes: 60 }],
      },
    ]);
  });

  it("gives derived policies the issuer's token lifetime", () => {
    const model = modelOf((settings) => (settings.issuers.okta["accessTokenMinutes"] = 10));
    const lifetimes = oktaIssuerOf(model).accessPolicies.map((policy) => policy.rules[0]?.accessTokenMinutes);
    assert.deepEqual(lifetimes, [10, 10]);
  });

  it("takes functions, http backends and probes", () => {
    const { apis } = modelOf((settings) => {
      settings.apis.inventory["functions"] = {
        inventory: {
          code: "functions/inventory",
          handler: "main.run",
          environment: { LOG_LEVEL: "debug", GREETING: "hello" },
        },
        spare: {},
      };
      settings.apis.inventory.routes["ANY /old/{proxy+}"] = {
        issuer: "okta",
        scopes: [],
        http: "https://old.example.com/{proxy}",
        probe: { path: "/old/a/b?c=d", method: "PUT", body: "{}", contentType: "application/json", expectStatus: 204 },
      };
    });
    assert.deepEqual(apis["inventory"]?.functions, {
      inventory: {
        code: "functions/inventory",
        handler: "main.run",
        environment: { LOG_LEVEL: "debug", GREETING: "hello" },
      },
      spare: { environment: {} },
    });
    assert.deepEqual(apis["inventory"].routes[0], {
      key: "ANY /old/{proxy+}",
      access: { kind: "jwt", issuer: "okta", scopes: [] },
      backend: { kind: "http", url: "https://old.example.com/{proxy}" },
      probe: { path: "/old/a/b?c=d", method: "PUT", body: "{}", contentType: "application/json", expectStatus: 204 },
    });
  });

  describe("refuses", () => {
    it("a config that declares nothing", () => {
      assert.deepEqual(faultsOf({}), [
        {
          path: ["crosstrust:issuers"],
          message: "Nothing is declared: there are no issuers and no APIs.",
          expected: "crosstrust:issuers and crosstrust:apis in the config of the stack",
        },
      ]);
    });

    it("an unknown key at the top", () => {
      assert.deepEqual(
        faultsAfter((settings) => (settings["isuers"] = {})),
        [
          {
            path: ["crosstrust:isuers"],
            message: 'There is no setting "crosstrust:isuers".',
            expected: 'Did you mean "crosstrust:issuers"?',
          },
        ],
      );
    });

    it("a section that is no mapping", () => {
      assert.deepEqual(
        faultsAfter((settings) => Object.assign(settings, { relyingParties: "none" })),
        [
          {
            path: ["crosstrust:relyingParties"],
            message: '"crosstrust:relyingParties" must be a mapping, not a text.',
            found: "none",
            expected: "relying parties by name",
          },
        ],
      );
    });

    it("every fault at once, of form and of reference, with a message that lists them", () => {
      const settings = validSettings();
      delete settings.issuers.okta["audience"];
      settings.issuers.okta.clients.reader["scopes"] = ["keys.red", "keys.read", "keys.read"];
      settings.apis.inventory.routes["GET /keys"]["issuer"] = "otka";
      settings.apis.inventory["accesLogs"] = {};
      assert.throws(
        () => parseSettings(settings),
        (error) => {
          assert.ok(error instanceof SettingsError);
          assert.equal(
            error.message,
            [
              "The config has 5 faults:",
              "",
              "crosstrust:issuers.okta.audience",
              '  "audience" is missing.',
              "  Expected: the one audience of the authorization server's tokens, such as https://api.example.com",
              "",
              "crosstrust:issuers.okta.clients.reader.scopes[0]",
              '  There is no scope "keys.red".',
              '  Expected: Did you mean "keys.read"?',
              "",
              "crosstrust:issuers.okta.clients.reader.scopes[2]",
              '  The scope "keys.read" is listed twice.',
              '  Found:    "keys.read"',
              "  Expected: each of them once",
              "",
              "crosstrust:apis.inventory.accesLogs",
              '  There is no setting "accesLogs" here.',
              '  Expected: Did you mean "accessLogs"?',
              "",
              'crosstrust:apis.inventory.routes["GET /keys"].issuer',
              '  There is no issuer "otka".',
              '  Expected: Did you mean "okta"?',
            ].join("\n"),
          );
          return true;
        },
      );
    });

    it("names that would slip through objects", () => {
      const raw = JSON.parse(
        '{"issuers":{"__proto__":{"kind":"okta"}},"apis":{"a":{"routes":{"GET /":{"public":true,"lambda":"f"}},"functions":{"f":{"environment":{"__proto__":"x"}}}}}}',
      ) as Loose;
      assert.deepEqual(
        faultsOf(raw).map(({ path, message }) => [path.join("."), message]),
        [
          ["crosstrust:issuers.__proto__", '"__proto__" cannot be a name.'],
          ["crosstrust:issuers.__proto__.audience", '"audience" is missing.'],
          ["crosstrust:issuers.__proto__.scopes", '"scopes" is missing.'],
          [
            "crosstrust:apis.a.functions.f.environment.__proto__",
            `"__proto__" cannot be the name of a function's variable.`,
          ],
        ],
      );
    });
  });
});
