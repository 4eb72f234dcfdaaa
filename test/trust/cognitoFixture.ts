import assert from "node:assert/strict";
import { parse } from "yaml";
import { parseSettings } from "../../trust/parseSettings.ts";
import type { Fault, RawSettings } from "../../trust/Settings.ts";
import type { CognitoIssuerModel, TrustModel } from "../../trust/TrustModel.ts";
import { faultsOf, type Loose } from "./settingsFixture.ts";

const config = `
issuers:
  portal:
    kind: cognito
    name: Customers
    signIn: [email]
    passwords: { minimumLength: 14, temporaryDays: 3, symbols: false }
    mfa: optional
    recovery: [email]
    deletionProtection: false
    domain: { prefix: acme-dev-portal }
    pages: managed
    resourceServers:
      orders: { name: Orders, scopes: { read: { description: Read orders }, write: {} } }
      stock: { identifier: https://stock.acme.example, scopes: { count: {} } }
    clients:
      jsm:
        kind: interactive
        label: Help desk
        callbackUrls: [https://acme.atlassian.net/plugins/servlet/oauth/callback]
        logoutUrls: [https://acme.atlassian.net/servicedesk/customer/portals]
        scopes: [openid, email, phone, profile]
        authFlows: [srp, refresh]
        tokens: { accessMinutes: 30, idMinutes: 15, refreshDays: 7 }
      local:
        kind: interactive
        localhost: true
        callbackUrls: ["http://localhost:8400/callback"]
        scopes: [openid, orders/read]
      batch: { kind: machine, label: Nightly batch, scopes: [orders/write, orders/read], tokens: { accessMinutes: 5 } }
      counter: { kind: machine, scopes: [https://stock.acme.example/count] }
    groups: { agents: { description: The help desk, precedence: 1 }, customers: {} }
apis:
  orders:
    routes:
      GET /orders: { issuer: portal, scopes: [orders/read], lambda: orders }
      POST /orders: { issuer: portal, scopes: [orders/write], lambda: orders }
      GET /orders/status: { issuer: portal, scopes: [], lambda: orders }
`;

const federation = `
company:
  kind: entra
  name: Customers portal
  optionalClaims: [email, family_name, given_name]
  owners: []
  secret: { description: Customers portal, generation: "1", validDays: 180 }
  attributes: { email: email, given_name: given_name, family_name: family_name }
staff:
  kind: okta
  label: Customers portal
  assignment: { groups: [Support, Agents] }
  attributes: { email: email, email_verified: email_verified }
`;

const portal = `
kind: jira-service-management
issuer: portal
client: jsm
portalUrl: https://acme.atlassian.net/servicedesk/customer/portals
callbackUrl: https://acme.atlassian.net/plugins/servlet/oauth/callback
logoutUrl: https://acme.atlassian.net/servicedesk/customer/portals
scopes: [openid, profile, email]
attributes: { email: email, firstName: given_name, lastName: family_name }
`;

export interface CognitoSettings extends Loose {
  issuers: Loose & { portal: LoosePool };
  apis: Loose & { orders: Loose & { routes: Record<string, Loose> } };
}

export interface LoosePool extends Loose {
  domain: Loose;
  passwords: Loose;
  resourceServers: Record<string, Loose & { scopes: Loose }>;
  clients: Record<"jsm" | "local" | "batch" | "counter", Loose> & Record<string, Loose>;
  groups: Record<string, Loose>;
}

/** A config without a fault: a user pool, and an API that trusts it. */
export function cognitoSettings(): CognitoSettings & RawSettings {
  return parse(config) as CognitoSettings & RawSettings;
}

/** The model of that config after a change. */
export function cognitoModel(change: (settings: CognitoSettings) => unknown = () => undefined): TrustModel {
  const settings = cognitoSettings();
  change(settings);
  return parseSettings(settings).model;
}

export interface FederatedSettings extends CognitoSettings {
  issuers: Loose & { portal: LoosePool & { federation: Record<"company" | "staff", Loose> & Record<string, Loose> } };
  relyingParties: Loose & { support: Loose };
}

/**
 * That config with two identity providers of the pool, one of which the portal's client offers beside the pool itself, and
 * with the portal.
 */
export function federatedSettings(): FederatedSettings & RawSettings {
  const settings = cognitoSettings();
  const pool = settings.issuers.portal;
  Object.assign(pool, { federation: parse(federation) as unknown });
  pool.clients.jsm["identityProviders"] = ["cognito", "company"];
  return Object.assign(settings, { relyingParties: { support: parse(portal) as unknown } }) as FederatedSettings &
    RawSettings;
}

/** The model of the federated config after a change. */
export function federatedModel(change: (settings: FederatedSettings) => unknown = () => undefined): TrustModel {
  const settings = federatedSettings();
  change(settings);
  return parseSettings(settings).model;
}

/** The faults of the federated config after a change. */
export function federatedFaults(change: (settings: FederatedSettings) => unknown, now?: Date): readonly Fault[] {
  const settings = federatedSettings();
  change(settings);
  return faultsOf(settings, now);
}

/** Its user pool. */
export function poolOf({ issuers }: TrustModel): CognitoIssuerModel {
  const issuer = issuers["portal"];
  assert.ok(issuer?.kind === "cognito", "portal is no user pool");
  return issuer;
}

/** The faults of that config after a change. */
export function cognitoFaults(change: (settings: CognitoSettings) => unknown): readonly Fault[] {
  const settings = cognitoSettings();
  change(settings);
  return faultsOf(settings);
}

/** The faults of its user pool after a change. */
export function poolFaults(change: (pool: LoosePool) => unknown): readonly Fault[] {
  return cognitoFaults(({ issuers }) => change(issuers.portal));
}
