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
