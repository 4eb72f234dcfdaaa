import assert from "node:assert/strict";
import { generateKeyPair, SignJWT } from "jose";
import { LiveHttp } from "../../../scripts/lib/verify/LiveHttp.ts";
import { verifyTrust, type VerifyOptions } from "../../../scripts/lib/verify/verifyTrust.ts";
import type { CheckResult } from "../../../scripts/lib/report/RehearsalReport.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { RawSettings } from "../../../trust/Settings.ts";
import { deploy, secretsOf } from "./support/deployedTrust.ts";
import { FakeCloud, type Defect } from "./support/FakeCloud.ts";
import { fakeDirectories } from "./support/fakeDirectories.ts";

const settings = {
  issuers: {
    workforce: {
      kind: "entra",
      roles: { "Orders.Export": {}, "Orders.Approve": {} },
      clients: {
        exporter: { roles: ["Orders.Export"] },
        approver: { roles: ["Orders.Approve"] },
        bystander: { roles: [] },
      },
    },
    customers: {
      kind: "b2c",
      tenantId: "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
      tenantName: "acmecustomers",
      policy: "B2C_1_in",
      roles: { "orders.read": {}, "orders.write": {} },
      clients: { shop: { roles: ["orders.read"] }, office: { roles: ["orders.write"] } },
    },
  },
  apis: {
    orders: {
      lambdaAuthorizer: { cacheSeconds: 60 },
      routes: {
        "GET /orders": { issuer: "customers", scopes: ["orders.read"], lambda: "orders" },
        "GET /orders/summary": { issuer: "workforce", scopes: [], lambda: "orders" },
        "GET /orders/export": { authorizer: "lambda", issuer: "workforce", roles: ["Orders.Export"], lambda: "orders" },
        "GET /orders/all": {
          authorizer: "lambda",
          issuers: { customers: { scopes: ["orders.read"] }, workforce: { roles: ["Orders.Export"] } },
          lambda: "orders",
        },
      },
    },
  },
  relyingParties: {},
} satisfies RawSettings;

async function verify(
  defects: readonly Defect[] = [],
  trust: DeployedTrust = deploy(settings),
  options: Partial<VerifyOptions> = {},
): Promise<readonly CheckResult[]> {
  const clientSecrets = secretsOf(trust);
  const cloud = await FakeCloud.create(trust, clientSecrets, defects);
  return verifyTrust({
    trust,
    clientSecrets,
    clientKeys: new Map(),
    clientAssertions: new Map(),
    relyingPartySecrets: {},
    passwords: new Map(),
    jumpcloud: { loginUrl: "https://console.jumpcloud.com/login", api: undefined },
    directories: fakeDirectories(trust),
    http: new LiveHttp({ fetch: cloud.fetch, signal: new AbortController().signal }),
    progress: () => undefined,
    ...options,
  });
}

const failed = (checks: readonly CheckResult[]): readonly string[] =>
  checks.filter(({ ok }) => ok === false).map(({ name }) => name);
const on = (checks: readonly CheckResult[], route: string): readonly string[] =>
  checks
    .filter(({ name }) => name.startsWith(`orders ${route}: `))
    .map(({ name, expected }) => `${name.slice(`orders ${route}: `.length)} | ${expected}`);

describe("verifyTrust, of issuers of Microsoft's", () => {
  it("proves a right cloud, but for strangers to a route that trusts everyone there is", async () => {
    const checks = await verify();
    assert.deepEqual(failed(checks), []);
    assert.deepEqual(
      checks.filter(({ ok }) => ok === null).map(({ name }) => name),
      ["orders GET /orders/all: a token for another audience", "orders GET /orders/all: a token of another issuer"],
    );
    assert.equal(new Set(checks.map(({ name }) => name)).size, checks.length);
  });

  it("asks each client for one token with all its roles, and none of a client without any", async () => {
    const checks = await verify();
    const ofIssuers = checks.filter(({ name }) => /^(workforce|customers)\/\S+ (a|no) token/.test(name));
    assert.deepEqual(
      ofIssuers.map(({ name, actual }) => `${name} | ${actual}`),
      [
        "customers/office: a token with its roles | orders.write in scp",
        "customers/office: a token for this API | iss https://acmecustomers.b2clogin.com/tfp/b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29/b2c_1_in/v2.0/, aud api-of-customers",
        "customers/office: no token with a wrong secret | refused, invalid_client",
        "customers/shop: a token with its roles | orders.read in scp",
        "customers/shop: a token for this API | iss https://acmecustomers.b2clogin.com/tfp/b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29/b2c_1_in/v2.0/, aud api-of-customers",
        "customers/shop: no token with a wrong secret | refused, invalid_client",
        "workforce/approver: a token with its roles | Orders.Approve in roles",
        "workforce/approver: a token of version 2 for this API | ver 2.0, iss https://login.microsoftonline.com/6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70/v2.0, aud api-of-workforce",
        "workforce/approver: no token with a wrong secret | refused, invalid_client",
        "workforce/bystander: no token, as it has no role and the API requires assignment | refused, AADSTS501051",
        "workforce/bystander: no token with a wrong secret | refused, invalid_client",
        "workforce/exporter: a token with its roles | Orders.Export in roles",
        "workforce/exporter: a token of version 2 for this API | ver 2.0, iss https://login.microsoftonline.com/6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70/v2.0, aud api-of-workforce",
        "workforce/exporter: no token with a wrong secret | refused, invalid_client",
      ],
    );
  });

  for (const [error, description, ok] of [
    ["unauthorized_client", "AADB2C90205: This application does not have sufficient permissions.", true],
    ["invalid_client", "AADB2C90081: The specified client_secret does not match the expected value.", false],
  ] as const) {
    it(`takes ${error} of B2C ${ok ? "" : "not "}for the refusal of a client without a role`, async () => {
      const { customers } = settings.issuers;
      const clients = { ...customers.clients, idle: { roles: [] } };
      const trust = deploy({ ...settings, issuers: { ...settings.issuers, customers: { ...customers, clients } } });
      const cloud = await FakeCloud.create(trust, secretsOf(trust));
      const { clientId } = trust.issuers["customers"]!.clients["idle"]!;
      const fetch: typeof globalThis.fetch = async (url, init) => {
        const request = new Request(url, { ...init, signal: null });
        const form = new URLSearchParams(request.method === "POST" ? await request.clone().text() : "");
        return form.get("client_id") === clientId
          ? Response.json({ error, error_description: description }, { status: 400 })
          : cloud.fetch(url, init);
      };
      const http = new LiveHttp({ fetch, signal: new AbortController().signal });
      const checks = await verify([], trust, { http });
      const check = checks.find(({ name }) => name.startsWith("customers/idle: no token, as it has no role"));
      assert.equal(check?.ok, ok);
    });
  }

  it("makes every kind of check for a route of a Lambda authorizer", async () => {
    assert.deepEqual(on(await verify(), "GET /orders/all"), [
      "customers/office with orders.write | 403",
      "customers/shop with orders.read | admitted",
      "customers/shop with orders.read, claims at the backend | iss, sub and azp (as client) of the token",
      "workforce/approver with Orders.Approve | 403",
      "workforce/bystander with no scope | no token",
      "workforce/exporter with Orders.Export | admitted",
      "workforce/exporter with Orders.Export, claims at the backend | iss, sub and azp (as client) of the token",
      "no token | 401",
      "a token with a changed claim | 403",
      "a token signed with a foreign key | 403",
      "a token without a signature (alg: none) | 403",
      "a token signed by HMAC with the issuer's public key | 403",
      "a token for another audience | 403",
      "a token of another issuer | 403",
    ]);
  });

  it("admits every token of the audience where a route asks for no role", async () => {
    const checks = on(await verify(), "GET /orders/summary");
    assert.ok(checks.includes("workforce/approver with Orders.Approve | admitted"));
    assert.ok(checks.includes("workforce/exporter with Orders.Export | admitted"));
    assert.ok(checks.includes("customers/shop with orders.read | 401, invalid_token"));
  });

  it("puts B2C's own path under its system", async () => {
    const systems = new Map((await verify()).map(({ name, system }) => [name, system]));
    assert.equal(systems.get("customers: issuer in openid-configuration"), "b2c-api-gateway");
    assert.equal(systems.get("customers/shop: a token with its roles"), "b2c-api-gateway");
    assert.equal(systems.get("orders GET /orders: no token"), "b2c-api-gateway");
    assert.equal(systems.get("orders GET /orders/all: no token"), "gateway");
    assert.equal(systems.get("workforce: issuer in openid-configuration"), "gateway");
  });

  it("finds tokens for clients without a role", async () => {
    const found = failed(await verify(["gives unassigned clients tokens"]));
    assert.ok(found.includes("workforce/bystander: no token, as it has no role and the API requires assignment"));
    assert.ok(found.includes("orders GET /orders/summary: workforce/bystander with no scope"));
  });

  it("finds an API that gets tokens of version 1", async () => {
    const checks = await verify(["makes tokens of version 1"]);
    assert.deepEqual(failed(checks), [
      "workforce/approver: a token of version 2 for this API",
      "workforce/exporter: a token of version 2 for this API",
    ]);
    const [first] = checks.filter(({ ok }) => ok === false);
    assert.equal(first?.reason, "the API's registration needs requestedAccessTokenVersion 2");
  });

  it("finds a user flow whose issuer has the other form, and says what to change", async () => {
    const checks = await verify(["publishes another issuer"]);
    assert.deepEqual(failed(checks), [
      "customers: issuer in openid-configuration",
      "orders: the authorizer's issuer is the one that customers publishes",
      "orders: the Lambda authorizer's issuer is the one that customers publishes",
    ]);
    const [first] = checks.filter(({ ok }) => ok === false);
    assert.match(first?.reason ?? "", /Token compatibility settings/);
    assert.match(first?.reason ?? "", /Other applications on the same user flow/);
  });

  it("finds a key set that is larger than API Gateway reads", async () => {
    const found = failed(await verify(["publishes too many keys"]));
    assert.deepEqual(found, [
      "customers: documents within API Gateway's limits",
      "workforce: documents within API Gateway's limits",
    ]);
  });

  it("finds an answer that is kept for all routes", async () => {
    const checks = await verify(["keeps an answer for all routes"]);
    const kept = checks.find(({ name }) => name.endsWith("while the answer is kept"));
    assert.deepEqual([kept?.ok, kept?.expected, kept?.actual], [false, "admitted, then 403", "admitted, then 200"]);
    assert.match(
      kept?.reason ?? "",
      /^sent: a token of \w+\/\w+ with .+ to GET \/orders\/\w+, then to GET \/orders\/\w+$/,
    );
  });

  it("looks for kept answers only where they are kept", async () => {
    const trust = deploy({
      ...settings,
      apis: { orders: { ...settings.apis.orders, lambdaAuthorizer: { cacheSeconds: 0 } } },
    });
    const checks = await verify([], trust);
    assert.ok(!checks.some(({ name }) => name.includes("is kept")));
  });

  it("does not take a refusal with a challenge for a Lambda authorizer's", async () => {
    const checks = await verify(["answers like a JWT authorizer"]);
    assert.ok(failed(checks).includes("orders GET /orders/all: workforce/approver with Orders.Approve"));
    assert.ok(failed(checks).every((name) => /GET \/orders\/(all|export)|while the answer is kept/.test(name)));
  });

  it("tells any application of the tenant where no assignment is required", async () => {
    const open = structuredClone(settings) as unknown as { issuers: { workforce: Record<string, unknown> } };
    open.issuers.workforce["assignmentRequired"] = false;
    const checks = await verify([], deploy(open));
    const wildcard = checks.find(({ name }) => name === "workforce: tokens for any application of the tenant");
    assert.deepEqual([wildcard?.ok, wildcard?.expected], [null, "can get one without roles"]);
    assert.ok(
      checks.some(({ name, ok }) => name === "orders GET /orders/summary: workforce/bystander with no scope" && ok),
    );
  });

  describe("secrets that end", () => {
    const now = () => new Date("2026-11-22T00:00:00Z");
    const withEnd = (secretExpires: string): DeployedTrust => {
      const trust = deploy(settings);
      const { workforce, customers } = trust.issuers;
      const clients = { ...workforce!.clients, exporter: { ...workforce!.clients["exporter"]!, secretExpires } };
      return { ...trust, issuers: { customers: customers!, workforce: { ...workforce!, clients } } };
    };
    const cases = [
      ["2026-12-10T00:00:00Z", true, "for 18 days, until 2026-12-10T00:00:00Z", undefined],
      ["2026-12-06T00:00:00Z", false, "for 14 days, until 2026-12-06T00:00:00Z", /^a warning: it still works/],
      ["2026-11-23T00:00:00Z", false, "for 1 day, until 2026-11-23T00:00:00Z", /^a warning: it still works/],
      ["2026-11-22T00:00:00Z", false, "it ended at 2026-11-22T00:00:00Z", /^declare another generation/],
    ] as const;
    for (const [end, ok, actual, reason] of cases) {
      it(`${ok ? "holds" : "fails"} for one that ends at ${end}`, async () => {
        const checks = await verify([], withEnd(end), { now });
        const check = checks.find(({ name }) => name === "workforce/exporter: a secret that lasts");
        assert.deepEqual([check?.ok, check?.actual], [ok, actual]);
        if (reason === undefined) assert.equal(check?.reason, undefined);
        else assert.match(check?.reason ?? "", reason);
      });
    }
  });

  describe("of a client with a federated credential instead of a secret", () => {
    const federated = structuredClone(settings) as unknown as {
      issuers: { workforce: { clients: Record<string, unknown> } };
    };
    federated.issuers.workforce.clients["deploy"] = {
      roles: ["Orders.Approve"],
      federatedCredentials: { pipeline: { issuer: "https://ci.example.com", subject: "main" } },
    };
    const raw = federated as unknown as RawSettings;

    it("says what it needs, and proves that a forged assertion gets nothing", async () => {
      const checks = await verify([], deploy(raw));
      const token = checks.find(({ name }) => name === "workforce/deploy: a token with its roles");
      assert.equal(token?.ok, null);
      assert.equal(
        token.reason,
        "deploy has no secret, it has a federated credential: --client-assertion workforce/deploy=FILE, with a token of https://ci.example.com for main",
      );
      const forged = checks.find(({ name }) => name === "workforce/deploy: no token for a forged assertion");
      assert.deepEqual([forged?.ok, forged?.actual], [true, "refused, invalid_client"]);
      assert.deepEqual(failed(checks), []);
    });

    it("sends the assertion that it was given, and reports nothing of it", async () => {
      const { privateKey } = await generateKeyPair("RS256");
      const assertion = await new SignJWT({ sub: "main" }).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
      const forms: URLSearchParams[] = [];
      const trust = deploy(raw);
      const cloud = await FakeCloud.create(trust, secretsOf(trust));
      const fetch: typeof globalThis.fetch = async (url, init) => {
        const request = new Request(url, { ...init, signal: null });
        if (request.method === "POST") forms.push(new URLSearchParams(await request.clone().text()));
        return cloud.fetch(url, init);
      };
      const checks = await verify([], trust, {
        clientAssertions: new Map([["workforce/deploy", assertion]]),
        http: new LiveHttp({ fetch, signal: new AbortController().signal }),
      });
      const sent = forms.filter((form) => form.get("client_assertion") === assertion);
      assert.ok(sent.length > 0);
      for (const form of sent) {
        assert.equal(form.get("client_assertion_type"), "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        assert.equal(form.get("scope"), "api://api-of-workforce/.default");
        assert.equal(form.has("client_secret"), false);
      }
      assert.ok(!JSON.stringify(checks).includes(assertion));
    });
  });
});
