import { parse } from "yaml";
import { parseSettings } from "../../trust/parseSettings.ts";
import type { Fault, RawSettings } from "../../trust/Settings.ts";
import type { TrustModel } from "../../trust/TrustModel.ts";
import { faultsOf, type Loose } from "./settingsFixture.ts";

/** The clock of these settings. */
export const now = new Date("2026-06-01T12:00:00Z");

const config = `
issuers:
  workforce:
    kind: entra
    name: Orders
    description: The API of orders, for applications of the company
    identifierUri: api://orders
    assignmentRequired: true
    roles: { Orders.Export: { description: Export orders }, Orders.Approve: {} }
    clients:
      nightly-export:
        label: Nightly export
        roles: [Orders.Export]
        secret: { description: Nightly export, generation: "2026-11", previousGeneration: "2026-05", validDays: 180 }
      approvals: { roles: [Orders.Approve] }
      deploy:
        roles: [Orders.Approve]
        federatedCredentials:
          github: { issuer: https://token.actions.githubusercontent.com, subject: "repo:acme/orders:ref:refs/heads/main" }
      bystander: { roles: [] }
  customers:
    kind: b2c
    tenantId: b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29
    tenantName: acmecustomers
    policy: B2C_1_signin
    roles: { orders.read: {}, orders.write: {} }
    clients: { shop: { roles: [orders.read] }, back-office: { roles: [orders.write] } }
apis:
  orders:
    lambdaAuthorizer: { cacheSeconds: 60 }
    routes:
      GET /orders: { issuer: customers, scopes: [orders.read], lambda: orders }
      POST /orders:
        issuer: customers
        scopes: [orders.write]
        lambda: orders
        probe: { body: '{"dryRun":true}', contentType: application/json, expectStatus: 200 }
      GET /orders/summary: { issuer: workforce, scopes: [], lambda: orders }
      GET /orders/export: { authorizer: lambda, issuer: workforce, roles: [Orders.Export], lambda: orders }
      GET /orders/all:
        authorizer: lambda
        issuers: { workforce: { roles: [Orders.Export] }, customers: { scopes: [orders.read] } }
        lambda: orders
relyingParties:
  jumpcloud:
    kind: jumpcloud-federation
    identityProvider: { name: Entra OIDC, adopt: false }
    group: entra-people
    domains: [acme.example]
    application:
      name: JumpCloud
      redirectUris: [https://login.jumpcloud.com/oauth/callback]
      optionalClaims: all
      owners: []
      secret: { description: JumpCloud, validDays: 180 }
      federatedCredentials: {}
    people:
      alice:
        userPrincipalName: alice@acme.example
        displayName: Alice Archer
        givenName: Alice
        surname: Archer
        jumpcloud: declared
        routed: true
      bob: { userPrincipalName: bob@acme.example, displayName: Bob Baker, jumpcloud: declared, routed: false }
      carol: { userPrincipalName: carol@acme.example, displayName: Carol Cook, jumpcloud: none, routed: false }
`;

export interface MicrosoftSettings extends Loose {
  issuers: Loose & { workforce: LooseMicrosoftIssuer; customers: LooseMicrosoftIssuer };
  apis: Loose & { orders: Loose & { routes: Record<string, Loose> } };
  relyingParties: Loose & { jumpcloud: Loose & { application: Loose; people: Record<string, Loose> } };
}

export interface LooseMicrosoftIssuer extends Loose {
  roles: Loose;
  clients: Record<string, Loose>;
}

/** A config without a fault: an API in Entra ID, one in Azure AD B2C, routes for both, and JumpCloud. */
export function microsoftSettings(): MicrosoftSettings & RawSettings {
  return parse(config) as MicrosoftSettings & RawSettings;
}

/** The model of that config after a change. */
export function microsoftModel(change: (settings: MicrosoftSettings) => unknown = () => undefined): TrustModel {
  const settings = microsoftSettings();
  change(settings);
  return parseSettings(settings, now).model;
}

/** The faults of that config after a change. */
export function microsoftFaults(change: (settings: MicrosoftSettings) => unknown): readonly Fault[] {
  const settings = microsoftSettings();
  change(settings);
  return faultsOf(settings, now);
}

/** One line a fault: the path below `crosstrust:`, and what is wrong. */
export function inShort(faults: readonly Fault[]): readonly string[] {
  return faults.map(({ path, message }) => `${path.join(".").replace("crosstrust:", "")}: ${message}`);
}
