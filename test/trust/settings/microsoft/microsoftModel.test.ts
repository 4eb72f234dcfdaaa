import assert from "node:assert/strict";
import { parseSettings } from "../../../../trust/parseSettings.ts";
import { microsoftModel, microsoftSettings, now } from "../../microsoftFixture.ts";

describe("parseSettings, of issuers of Microsoft's and JumpCloud", () => {
  it("reads a whole config into a model", () => {
    const model = microsoftModel();
    assert.deepEqual(model.issuers, {
      customers: {
        kind: "b2c",
        tenantId: "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
        tenantName: "acmecustomers",
        policy: "B2C_1_signin",
        domain: "acmecustomers.b2clogin.com",
        roles: { "orders.read": {}, "orders.write": {} },
        assignmentRequired: true,
        clients: {
          "back-office": { roles: ["orders.write"], secret: firstSecret, federatedCredentials: {} },
          shop: { roles: ["orders.read"], secret: firstSecret, federatedCredentials: {} },
        },
      },
      workforce: {
        kind: "entra",
        name: "Orders",
        description: "The API of orders, for applications of the company",
        identifierUri: "api://orders",
        roles: { "Orders.Approve": {}, "Orders.Export": { description: "Export orders" } },
        assignmentRequired: true,
        clients: {
          approvals: { roles: ["Orders.Approve"], secret: firstSecret, federatedCredentials: {} },
          bystander: { roles: [], secret: firstSecret, federatedCredentials: {} },
          deploy: {
            roles: ["Orders.Approve"],
            federatedCredentials: {
              github: {
                issuer: "https://token.actions.githubusercontent.com",
                subject: "repo:acme/orders:ref:refs/heads/main",
                audience: "api://AzureADTokenExchange",
              },
            },
          },
          "nightly-export": {
            label: "Nightly export",
            roles: ["Orders.Export"],
            secret: {
              description: "Nightly export",
              generation: "2026-11",
              previousGeneration: "2026-05",
              expires: { afterDays: 180 },
            },
            federatedCredentials: {},
          },
        },
      },
    });
    const { orders } = model.apis;
    assert.deepEqual(orders?.lambdaAuthorizer, { cacheSeconds: 60 });
    assert.deepEqual(
      orders.routes.map(({ key, access }) => [key, access]),
      [
        ["GET /orders", { kind: "jwt", issuer: "customers", scopes: ["orders.read"] }],
        [
          "GET /orders/all",
          {
            kind: "lambda",
            admits: [
              { issuer: "customers", scopes: ["orders.read"], roles: [] },
              { issuer: "workforce", scopes: [], roles: ["Orders.Export"] },
            ],
          },
        ],
        [
          "GET /orders/export",
          { kind: "lambda", admits: [{ issuer: "workforce", scopes: [], roles: ["Orders.Export"] }] },
        ],
        ["GET /orders/summary", { kind: "jwt", issuer: "workforce", scopes: [] }],
        ["POST /orders", { kind: "jwt", issuer: "customers", scopes: ["orders.write"] }],
      ],
    );
    const person = { jumpcloud: "declared", routed: false };
    assert.deepEqual(model.relyingParties, {
      jumpcloud: {
        kind: "jumpcloud-federation",
        application: {
          name: "JumpCloud",
          redirectUris: ["https://login.jumpcloud.com/oauth/callback"],
          optionalClaims,
          owners: [],
          secret: { description: "JumpCloud", generation: "1", expires: { afterDays: 180 } },
          federatedCredentials: {},
        },
        identityProviderName: "Entra OIDC",
        adoptIdentityProvider: false,
        group: "entra-people",
        domains: ["acme.example"],
        people: {
          alice: {
            ...person,
            userPrincipalName: "alice@acme.example",
            displayName: "Alice Archer",
            givenName: "Alice",
            surname: "Archer",
            mailNickname: "alice",
            routed: true,
          },
          bob: { ...person, userPrincipalName: "bob@acme.example", displayName: "Bob Baker", mailNickname: "bob" },
          carol: {
            ...person,
            userPrincipalName: "carol@acme.example",
            displayName: "Carol Cook",
            mailNickname: "carol",
            jumpcloud: "none",
          },
        },
      },
    });
  });

  it("is the same whatever the order of the keys", () => {
    const reversed = (value: unknown): unknown =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, reversed(inner)]),
          )
        : value;
    const raw = reversed(microsoftSettings()) as Record<string, unknown>;
    assert.equal(JSON.stringify(parseSettings(raw, now).model), JSON.stringify(microsoftModel()));
  });

  it("needs of JumpCloud no more than the group and the domains", () => {
    const { relyingParties } = microsoftModel((settings) => {
      settings.relyingParties["jumpcloud"] = {
        kind: "jumpcloud-federation",
        group: "entra-people",
        domains: ["Acme.Example"],
      } as never;
    });
    assert.deepEqual(relyingParties["jumpcloud"], {
      kind: "jumpcloud-federation",
      application: {
        name: "JumpCloud",
        redirectUris: ["https://login.jumpcloud.com/oauth/callback"],
        optionalClaims,
        owners: [],
        secret: { generation: "1", expires: { afterDays: 180 } },
        federatedCredentials: {},
      },
      identityProviderName: "Entra OIDC",
      adoptIdentityProvider: false,
      group: "entra-people",
      domains: ["acme.example"],
      people: {},
    });
  });

  it("reads a tenant id in lower case, and the end of a secret as a moment", () => {
    const { issuers } = microsoftModel((settings) => {
      settings.issuers.customers["tenantId"] = "B2C0A1D4-3E57-4C98-8F21-7D6E5C4B3A29";
      settings.issuers.customers.clients["shop"]!["secret"] = { expires: "2027-05-31" };
    });
    const { customers } = issuers;
    assert.ok(customers?.kind === "b2c");
    assert.equal(customers.tenantId, "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29");
    assert.deepEqual(customers.clients["shop"]?.secret?.expires, { at: "2027-05-31T00:00:00.000Z" });
  });

  it("reads dates that the engine took for moments as they were written", () => {
    const model = microsoftModel((settings) => {
      settings.issuers.customers.clients["shop"]!["secret"] = {
        generation: "2026-11-01 00:00:00 +0000 UTC",
        previousGeneration: "2026-05-01 00:00:00 +0000 UTC",
        expires: "2027-05-31 00:00:00 +0000 UTC",
      };
      settings.issuers.workforce.clients["approvals"]!["secret"] = { expires: "2027-05-31 12:30:00.5 +0000 UTC" };
    });
    assert.deepEqual(model.issuers["customers"]!.clients["shop"], {
      roles: ["orders.read"],
      secret: {
        generation: "2026-11-01",
        previousGeneration: "2026-05-01",
        expires: { at: "2027-05-31T00:00:00.000Z" },
      },
      federatedCredentials: {},
    });
    const { approvals } = model.issuers["workforce"]!.clients;
    assert.deepEqual(approvals && "secret" in approvals && approvals.secret.expires, {
      at: "2027-05-31T12:30:00.500Z",
    });
  });

  it("gives a client with federated credentials a secret where one is said", () => {
    const { issuers } = microsoftModel((settings) => {
      settings.issuers.workforce.clients["deploy"]!["secret"] = {};
    });
    const deploy = issuers["workforce"]?.kind === "entra" ? issuers["workforce"].clients["deploy"] : undefined;
    assert.deepEqual(deploy?.secret, firstSecret);
    assert.equal(Object.keys(deploy.federatedCredentials).length, 1);
  });
});

const firstSecret = { generation: "1", expires: { afterDays: 180 } };

const optionalClaims = [
  "acct",
  "auth_time",
  "ctry",
  "email",
  "family_name",
  "fwd",
  "given_name",
  "in_corp",
  "ipaddr",
  "login_hint",
  "onprem_sid",
  "preferred_username",
  "pwd_exp",
  "pwd_url",
  "sid",
  "tenant_ctry",
  "tenant_region_scope",
  "upn",
  "verified_primary_email",
  "verified_secondary_email",
  "vnet",
  "xms_pdl",
  "xms_pl",
  "xms_tpl",
  "ztdid",
];
