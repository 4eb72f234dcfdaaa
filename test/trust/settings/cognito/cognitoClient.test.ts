import assert from "node:assert/strict";
import { inShort } from "../../microsoftFixture.ts";
import {
  cognitoModel,
  federatedFaults,
  federatedModel,
  poolFaults,
  poolOf,
  type LoosePool,
} from "../../cognitoFixture.ts";

const told = (change: (clients: LoosePool["clients"]) => unknown) =>
  inShort(poolFaults(({ clients }) => change(clients)));

const callback = (url: string) => told(({ jsm }) => (jsm["callbackUrls"] = [url]));
const at = "issuers.portal.clients";

describe("a client of a user pool", () => {
  it("that people sign in to has the scopes, flows and lifetimes of the guide where nothing else is said", () => {
    const { clients } = poolOf(
      cognitoModel(({ issuers }) => {
        const { kind, callbackUrls } = issuers.portal.clients.jsm;
        issuers.portal.clients.jsm = { kind, callbackUrls };
      }),
    );
    assert.deepEqual(clients["jsm"], {
      kind: "interactive",
      callbackUrls: ["https://acme.atlassian.net/plugins/servlet/oauth/callback"],
      logoutUrls: [],
      scopes: ["email", "openid", "phone", "profile"],
      identityProviders: ["cognito"],
      authFlows: ["refresh", "srp"],
      tokens: { accessMinutes: 60, idMinutes: 60, refreshDays: 30 },
    });
  });

  for (const url of [
    "http://portal.acme.example/cb",
    "myapp://callback",
    "http://127.0.0.1:8400/cb",
    "ftp://localhost",
  ]) {
    it(`refuses the callback URL ${url}`, () => {
      const [message] = callback(url).filter((one) => one.includes("neither"));
      assert.equal(message, `${at}.jsm.callbackUrls.0: The callback URL is neither https nor http://localhost.`);
    });
  }

  for (const [url, message] of [
    ["https://portal.acme.example/cb#x", "A callback URL has no fragment."],
    ["https://*.acme.example/cb", "Cognito compares URLs as they are, and knows no wildcard."],
    ["https://user:key@acme.example/cb", "The URL holds credentials."],
    ["/callback", "This is not a URL."],
    ["https:portal.acme.example/cb", "This is not a URL."],
    ["https:/portal.acme.example/cb", "This is not a URL."],
    ["https:\\\\portal.acme.example\\cb", "This is not a URL."],
    ["https://portal.acme.example/\u0007cb", "This is not a URL."],
    [`https://acme.example/${"x".repeat(1024)}`, "The URL is too long."],
  ] as const) {
    it(`refuses the callback URL ${JSON.stringify(url.slice(0, 40))}`, () => {
      assert.deepEqual(callback(url), [`${at}.jsm.callbackUrls.0: ${message}`]);
    });
  }

  it("offers the pool and every identity provider of it where nothing else is said", () => {
    const { clients } = poolOf(federatedModel());
    const offered = ["jsm", "local"].map((name) => {
      const client = clients[name];
      return client?.kind === "interactive" && client.identityProviders;
    });
    assert.deepEqual(offered, [
      ["cognito", "company"],
      ["cognito", "company", "staff"],
    ]);
  });

  it("offers nobody whom the pool does not know, nobody twice, and somebody", () => {
    const offers = (identityProviders: unknown) =>
      federatedFaults(({ issuers }) => Object.assign(issuers.portal.clients.jsm, { identityProviders }));
    assert.deepEqual(offers(["compani"]), [
      {
        path: ["crosstrust:issuers", "portal", "clients", "jsm", "identityProviders", 0],
        message: 'The pool has no identity provider "compani".',
        expected: 'Did you mean "company"?',
      },
    ]);
    assert.deepEqual(inShort(offers(["cognito", "cognito"])), [
      `${at}.jsm.identityProviders.1: The identity provider "cognito" is listed twice.`,
    ]);
    assert.deepEqual(inShort(offers([])), [`${at}.jsm.identityProviders: "identityProviders" is empty.`]);
    assert.deepEqual(
      told(({ batch }) => (batch["identityProviders"] = ["cognito"])),
      [
        `${at}.batch: A client cannot be both machine and interactive: Cognito takes client credentials as a client's only grant.`,
      ],
    );
  });

  it("never repeats the credentials in a URL", () => {
    const [fault] = poolFaults(({ clients }) => (clients.jsm["callbackUrls"] = ["https://user:key@acme.example/cb"]));
    assert.equal(fault?.found, undefined);
  });

  it("has at least one callback URL, and each once", () => {
    assert.deepEqual(
      told(({ jsm }) => (jsm["callbackUrls"] = [])),
      [`${at}.jsm.callbackUrls: "callbackUrls" is empty.`],
    );
    assert.deepEqual(
      told(({ jsm }) => (jsm["logoutUrls"] = ["https://a.example/", "https://a.example/"])),
      [`${at}.jsm.logoutUrls.1: The URL is listed twice.`],
    );
  });

  for (const url of [
    "http://localhost:8400/cb",
    "https://localhost/cb",
    "https://127.0.0.1/cb",
    "https://[::1]/cb",
    "https://app.localhost/cb",
    "https://localhost./cb",
    "https://0.0.0.0/cb",
    "https://[::]/cb",
    "https://[::ffff:127.0.0.1]/cb",
  ]) {
    it(`takes ${url} only where the client says that it is for development`, () => {
      assert.deepEqual(callback(url), [
        `${at}.jsm.callbackUrls.0: The URL is on localhost, and the client does not say that it is for development.`,
      ]);
      assert.deepEqual(
        told(({ jsm }) => Object.assign(jsm, { localhost: true, logoutUrls: [url] })),
        [],
      );
    });
  }

  it("says localhost only where there is some", () => {
    assert.deepEqual(
      told(({ jsm }) => (jsm["localhost"] = true)),
      [`${at}.jsm.localhost: No URL of the client is on localhost.`],
    );
  });

  it("is not both machine and interactive", () => {
    const message =
      "A client cannot be both machine and interactive: Cognito takes client credentials as a client's only grant.";
    assert.deepEqual(
      told(({ batch }) => (batch["callbackUrls"] = ["https://acme.example/cb"])),
      [`${at}.batch: ${message}`],
    );
    assert.deepEqual(
      told(({ jsm }) => (jsm["kind"] = ["machine", "interactive"])),
      [`${at}.jsm.kind: ${message}`],
    );
  });

  it("has a secret, whatever its kind", () => {
    const message = "A client without a secret is one that anybody can pass for.";
    assert.deepEqual(
      told(({ batch, jsm }) => {
        batch["secret"] = false;
        jsm["secret"] = false;
      }),
      [`${at}.jsm.secret: ${message}`, `${at}.batch.secret: ${message}`],
    );
    assert.deepEqual(
      told(({ batch }) => (batch["secret"] = true)),
      [],
    );
  });

  it("names scopes that a resource server has", () => {
    const faults = poolFaults(({ clients }) => (clients.batch["scopes"] = ["orders/raed", "odrers/read", "read"]));
    assert.deepEqual(inShort(faults), [
      `${at}.batch.scopes.0: The resource server "orders" has no scope "raed".`,
      `${at}.batch.scopes.1: There is no resource server "odrers".`,
      `${at}.batch.scopes.2: There is no scope "read"; those of resource servers have a slash.`,
    ]);
    assert.equal(faults[0]?.expected, 'Did you mean "orders/read"?');
  });

  it("takes no scope for undeclared while the resource servers themselves have faults", () => {
    const faults = poolFaults(({ resourceServers }) => (resourceServers["orders"] = { scopes: {} }));
    assert.deepEqual(inShort(faults), [
      "issuers.portal.resourceServers.orders.scopes: There is no scope, so nobody could ask for any.",
    ]);
  });

  it("of a machine has no person's scopes, and at least one", () => {
    assert.deepEqual(
      told(({ batch }) => (batch["scopes"] = ["openid", "aws.cognito.signin.user.admin"])),
      [
        `${at}.batch.scopes.0: The scope is a person's, and nobody signs in to this client.`,
        `${at}.batch.scopes.1: The scope is a person's, and nobody signs in to this client.`,
      ],
    );
    assert.deepEqual(
      told(({ batch }) => (batch["scopes"] = [])),
      [`${at}.batch.scopes: "scopes" is empty.`],
    );
  });

  it("asks for openid beside email, phone and profile", () => {
    assert.deepEqual(
      told(({ jsm }) => (jsm["scopes"] = ["email", "profile"])),
      [`${at}.jsm.scopes: Cognito gives email only together with openid.`],
    );
  });

  it("names the flows that it allows, each once", () => {
    assert.deepEqual(
      told(({ jsm }) => (jsm["authFlows"] = [])),
      [`${at}.jsm.authFlows: "authFlows" is empty.`],
    );
    assert.deepEqual(
      told(({ jsm }) => (jsm["authFlows"] = ["srp", "srp"])),
      [`${at}.jsm.authFlows: A flow is listed twice.`],
    );
    const [fault] = poolFaults(({ clients }) => (clients.jsm["authFlows"] = ["pasword"]));
    assert.equal(fault?.expected, 'Did you mean "password"?');
  });

  it("has lifetimes within Cognito's ranges", () => {
    assert.deepEqual(
      told(({ jsm }) => (jsm["tokens"] = { accessMinutes: 4, idMinutes: 1441, refreshDays: 0 })),
      [
        `${at}.jsm.tokens.accessMinutes: "accessMinutes" is too small.`,
        `${at}.jsm.tokens.idMinutes: "idMinutes" is too large.`,
        `${at}.jsm.tokens.refreshDays: "refreshDays" is too small.`,
      ],
    );
    assert.deepEqual(
      told(({ batch }) => (batch["tokens"] = { refreshDays: 1 })),
      [`${at}.batch.tokens.refreshDays: There is no setting "refreshDays" here.`],
    );
  });
});
