import { generateKeyPairSync } from "node:crypto";
import { parse } from "yaml";
import { checkPolicies } from "../../../trust/policy/checkPolicies.ts";
import { parseSettings } from "../../../trust/parseSettings.ts";
import type { RawSettings, Settings } from "../../../trust/Settings.ts";
import type { Loose } from "../settingsFixture.ts";

export const now = new Date("2026-06-01T12:00:00Z");

const config = `
issuers:
  okta:
    kind: okta
    audience: https://api.acme.example
    scopes: { keys.read: {} }
    clients:
      reader: { scopes: [keys.read], authentication: private_key_jwt, jwks: [] }
    accessPolicies:
      readers: { priority: 1, clients: [reader], rules: { machines: { priority: 1, scopes: [keys.read] } } }
  workforce:
    kind: entra
    roles: { Orders.Export: {} }
    clients:
      deploy:
        roles: [Orders.Export]
        federatedCredentials:
          github:
            issuer: https://token.actions.githubusercontent.com
            subject: repo:acme/orders:ref:refs/heads/main
  portal:
    kind: cognito
    mfa: required
    domain: { prefix: acme-portal }
    resourceServers: { tickets: { scopes: { read: {} } } }
    clients:
      jsm: { kind: interactive, callbackUrls: [https://support.acme.example/callback], scopes: [openid, tickets/read] }
      batch: { kind: machine, scopes: [tickets/read] }
    federation:
      staff: { kind: okta, label: Portal, assignment: { groups: [Support] }, attributes: { email: email } }
      company:
        { kind: entra, name: Portal, secret: { validDays: 90 }, attributes: { email: email }, optionalClaims: [email] }
  jumpcloud:
    kind: jumpcloud
    groups: { readers: {} }
    people: { dora: { email: dora@acme.example, groups: [readers] } }
    clients:
      s3:
        redirectUris: [https://data.acme.example/authorize]
        loginUrl: https://data.acme.example/login
        groups: [readers]
apis:
  inventory:
    accessLogs: { retentionDays: 365 }
    lambdaAuthorizer: { cacheSeconds: 60 }
    routes:
      GET /keys: { issuer: okta, scopes: [keys.read], lambda: inventory }
      GET /export: { authorizer: lambda, issuers: { workforce: { roles: [Orders.Export] } }, lambda: inventory }
      GET /health: { public: true, lambda: inventory }
relyingParties:
  s3:
    kind: s3-access-grants
    issuer: jumpcloud
    client: s3
    callers: [arn:aws:iam::111122223333:role/reports]
    identityCenter:
      assignment: { users: [dora] }
      users: { dora: { source: declared, email: dora@acme.example, givenName: Dora, surname: Dean } }
    locations: { reports: { bucket: acme-reports } }
    grants: { dora: { location: reports, prefix: inbox/*, user: dora, permission: READ } }
  jumpcloud:
    kind: jumpcloud-federation
    identityProvider: { name: Entra }
    group: entra-people
    domains: [acme.example]
    application:
      name: JumpCloud
      redirectUris: [https://login.jumpcloud.com/oauth/callback]
      secret: { validDays: 180 }
policy:
  production: true
  publicRoutes: { inventory: [GET /health] }
`;

export interface StrictSettings extends Loose {
  issuers: Record<"okta" | "workforce" | "portal" | "jumpcloud", Loose>;
  apis: Record<"inventory", Loose>;
  relyingParties: Record<"s3" | "jumpcloud", Loose>;
  policy: Loose;
}

const key = { ...rsaKey(2048), kid: "1" };

/** A public key, as a JSON Web Key. */
export function rsaKey(modulusLength: number) {
  const { kty, n, e } = generateKeyPairSync("rsa", { modulusLength }).publicKey.export({ format: "jwk" });
  return { kty, n, e };
}

/** Part of a config by its path. */
export function part(settings: Loose, ...path: readonly (string | number)[]): Loose {
  return path.reduce<Loose>((parent, step) => parent[step] as Loose, settings);
}

/** A config for production that breaks no rule, after a change. */
export function strictRaw(change: (settings: StrictSettings) => unknown = () => undefined): RawSettings {
  const settings = parse(config) as StrictSettings;
  part(settings, "issuers", "okta", "clients", "reader")["jwks"] = [key];
  change(settings);
  return settings;
}

export function strictSettings(change?: (settings: StrictSettings) => unknown): Settings {
  return parseSettings(strictRaw(change), now);
}

/** What is found after a change of the config, in short: severity, rule, place. */
export function findingsAfter(change?: (settings: StrictSettings) => unknown): readonly string[] {
  return inShort(strictSettings(change));
}

export function inShort(settings: Settings): readonly string[] {
  return checkPolicies(settings, now).map(({ severity, rule, where }) => `${severity} ${rule} ${where}`);
}
