import assert from "node:assert/strict";
import type { CheckResult } from "../../../scripts/lib/report/RehearsalReport.ts";
import { GraphError } from "../../../scripts/lib/vendors/microsoft/GraphClient.ts";
import { accessDirectories } from "../../../scripts/lib/vendors/microsoft/accessDirectories.ts";
import type { DirectoryAccess } from "../../../scripts/lib/vendors/microsoft/DirectoryAccess.ts";
import { LiveHttp } from "../../../scripts/lib/verify/LiveHttp.ts";
import { verifyTrust } from "../../../scripts/lib/verify/verifyTrust.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { RawSettings } from "../../../trust/Settings.ts";
import { deploy, secretsOf } from "./support/deployedTrust.ts";
import { FakeCloud } from "./support/FakeCloud.ts";
import { fakeDirectories } from "./support/fakeDirectories.ts";

const settings = {
  issuers: {
    workforce: {
      kind: "entra",
      roles: { "Orders.Export": {} },
      clients: {
        exporter: { roles: ["Orders.Export"], secret: { generation: "2", previousGeneration: "1" } },
        pipeline: {
          roles: ["Orders.Export"],
          federatedCredentials: { builds: { issuer: "https://ci.example.com", subject: "main" } },
        },
      },
    },
    customers: {
      kind: "b2c",
      tenantId: "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
      tenantName: "acmecustomers",
      policy: "B2C_1_in",
      roles: { "orders.read": {} },
      clients: { shop: { roles: ["orders.read"] } },
    },
  },
  apis: {},
  relyingParties: {
    jumpcloud: {
      kind: "jumpcloud-federation",
      group: "entra-people",
      domains: ["acme.example"],
      people: {},
    },
  },
} as unknown as RawSettings;

const trust = deploy(settings);
const inDirectories =
  /: (assignment to the API|who has the API's roles|no credentials but the declared ones|the application's redirect URIs|what the application may do)$/;

async function look(directories: DirectoryAccess): Promise<readonly CheckResult[]> {
  const clientSecrets = secretsOf(trust);
  const cloud = await FakeCloud.create(trust, clientSecrets);
  const checks = await verifyTrust({
    trust,
    clientSecrets,
    clientKeys: new Map(),
    clientAssertions: new Map(),
    relyingPartySecrets: {},
    passwords: new Map(),
    jumpcloud: { loginUrl: "https://console.jumpcloud.com/login", api: undefined },
    directories,
    http: new LiveHttp({ fetch: cloud.fetch, signal: new AbortController().signal }),
    progress: () => undefined,
    now: () => new Date("2026-11-22T00:00:00Z"),
  });
  return checks.filter(({ name }) => inDirectories.test(name));
}

describe("verifyTrust, of what directories hold", () => {
  it("proves that there is nothing beside what was declared", async () => {
    assert.deepEqual(
      (await look(fakeDirectories(trust))).map(({ name, actual, ok }) => `${name} | ${actual} | ${ok}`),
      [
        "customers: assignment to the API | required | true",
        "customers: who has the API's roles | shop: orders.read | true",
        "customers: the API's registration: no credentials but the declared ones | no secret, no certificate, no federated credential | true",
        "customers/shop: no credentials but the declared ones | at most 1 secret, no certificate, no federated credential | true",
        "workforce: assignment to the API | required | true",
        "workforce: who has the API's roles | exporter: Orders.Export; pipeline: Orders.Export | true",
        "workforce: the API's registration: no credentials but the declared ones | no secret, no certificate, no federated credential | true",
        "workforce/exporter: no credentials but the declared ones | at most 2 secrets, no certificate, no federated credential | true",
        "workforce/pipeline: no credentials but the declared ones | no secret, no certificate, main of https://ci.example.com for api://AzureADTokenExchange | true",
        "jumpcloud: the application's redirect URIs | https://login.jumpcloud.com/oauth/callback | true",
        "jumpcloud: what the application may do | email, openid, profile as whoever signs in | true",
        "jumpcloud: the application: no credentials but the declared ones | at most 1 secret, no certificate, no federated credential | true",
      ],
    );
  });

  const { clientId: exporter } = trust.issuers["workforce"]!.clients["exporter"]!;
  const secret = (endDateTime: string) => ({ endDateTime });
  const [valid, ended] = [secret("2027-01-01T00:00:00Z"), secret("2026-11-21T00:00:00Z")];
  for (const [what, answers, name, actual] of [
    [
      "a secret too many, and one that has ended beside it",
      { [`/applications(appId='${exporter}')`]: { passwordCredentials: [valid, valid, ended, valid] } },
      "workforce/exporter: no credentials but the declared ones",
      "3 secrets, no certificate, no federated credential",
    ],
    [
      "a certificate",
      { [`/applications(appId='${exporter}')`]: { passwordCredentials: [valid], keyCredentials: [{}] } },
      "workforce/exporter: no credentials but the declared ones",
      "at most 2 secrets, 1 certificate, no federated credential",
    ],
    [
      "a person with access to the API",
      {
        "/servicePrincipals/sp-customers/appRoleAssignedTo": [
          {
            principalId: "someone",
            principalDisplayName: "Mallory",
            appRoleId: "00000000-0000-0000-0000-000000000000",
          },
        ],
      },
      "customers: who has the API's roles",
      "Mallory (not declared): access without a role",
    ],
    [
      "a redirect URI of a single-page application",
      {
        "/applications/app-jumpcloud": {
          web: { redirectUris: ["https://login.jumpcloud.com/oauth/callback"] },
          spa: { redirectUris: ["https://mallory.example"] },
        },
      },
      "jumpcloud: the application's redirect URIs",
      "https://login.jumpcloud.com/oauth/callback; https://mallory.example (single-page application)",
    ],
    [
      "a permission more",
      {
        "/servicePrincipals/sp-jumpcloud/oauth2PermissionGrants": [
          { scope: "openid email profile", consentType: "AllPrincipals" },
          { scope: "Mail.Read", consentType: "Principal" },
        ],
      },
      "jumpcloud: what the application may do",
      "Mail.Read as one person; email, openid, profile as whoever signs in",
    ],
  ] as const) {
    it(`finds ${what}`, async () => {
      const failed = (await look(fakeDirectories(trust, answers))).filter(({ ok }) => ok === false);
      assert.deepEqual(
        failed.map((check) => [check.name, check.actual]),
        [[name, actual]],
      );
    });
  }

  it("does not prove what it may not read, and fails what does not answer", async () => {
    const path = "/servicePrincipals/sp-workforce";
    const refused = new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges.", `GET ${path}`);
    const silent = new CrosstrustError("VENDOR_UNREACHABLE", "graph.microsoft.com gave no answer.");
    const of = async (answer: Error): Promise<CheckResult | undefined> =>
      (await look(fakeDirectories(trust, { [path]: answer }))).find(
        ({ name }) => name === "workforce: assignment to the API",
      );
    const denied = await of(refused);
    assert.equal(denied?.ok, null);
    assert.match(denied.reason ?? "", /Authorization_RequestDenied: Insufficient privileges/);
    const unanswered = await of(silent);
    assert.deepEqual([unanswered?.ok, unanswered?.actual], [false, "graph.microsoft.com gave no answer."]);
  });

  it("says which variables it takes where it has no credentials", async () => {
    const checks = await look(accessDirectories({}, new AbortController().signal));
    assert.equal(checks.length, 12);
    assert.ok(checks.every(({ ok }) => ok === null));
    assert.deepEqual(
      [...new Set(checks.map(({ reason }) => reason))],
      [
        "Microsoft Graph takes an application's credentials: ARM_CLIENT_ID_CUSTOMERS, ARM_CLIENT_SECRET_CUSTOMERS",
        "Microsoft Graph takes an application's credentials: ARM_CLIENT_ID and its kin",
      ],
    );
  });
});

describe("accessDirectories", () => {
  const signal = new AbortController().signal;
  const tenantId = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";
  const own = { ARM_CLIENT_ID_CUSTOMERS: "app", ARM_CLIENT_SECRET_CUSTOMERS: "s" };
  const ofTenant = { ARM_CLIENT_ID: "app", ARM_CLIENT_SECRET: "s" };

  it("opens each directory with its own credentials alone", () => {
    assert.equal(accessDirectories(own, signal).tenant(tenantId), undefined);
    assert.notEqual(accessDirectories(own, signal).b2c("customers", tenantId), undefined);
    assert.equal(accessDirectories(ofTenant, signal).b2c("customers", tenantId), undefined);
    assert.notEqual(accessDirectories(ofTenant, signal).tenant(tenantId), undefined);
  });
});
