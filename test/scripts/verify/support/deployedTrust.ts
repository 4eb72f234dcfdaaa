import type { ClientSecrets, DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import { parseSettings } from "../../../../trust/parseSettings.ts";
import type { RawSettings } from "../../../../trust/Settings.ts";

/** Two issuers with the same audience, one with another; scopes that open one route and not another. */
export const settings = {
  issuers: {
    main: {
      kind: "okta",
      audience: "https://api.example.com",
      scopes: {
        "keys.read": { description: "List keys", default: true },
        "keys.write": { description: "Change keys" },
      },
      clients: {
        admin: { scopes: ["keys.read", "keys.write"], authentication: "client_secret_post" },
        reader: { scopes: ["keys.read"] },
      },
    },
    partners: {
      kind: "okta",
      audience: "https://api.example.com",
      scopes: { "keys.read": { description: "List keys" } },
      clients: { globex: { scopes: ["keys.read"] } },
    },
    reports: {
      kind: "okta",
      audience: "https://reports.example.com",
      scopes: { "reports.read": { description: "Read reports" } },
      clients: { reporter: { scopes: ["reports.read"] } },
    },
  },
  apis: {
    inventory: {
      routes: {
        "GET /keys": { issuer: "main", scopes: ["keys.read"], lambda: "inventory" },
        "POST /keys": { issuer: "main", scopes: ["keys.write"], lambda: "inventory" },
        "GET /health": { public: true, lambda: "inventory" },
      },
    },
  },
  relyingParties: { insight: { kind: "fortanix-key-insight", issuer: "main", client: "reader" } },
} satisfies RawSettings;

/** The settings as plain data, loosely typed, to change a part of. */
export interface LooseSettings {
  readonly issuers: Record<string, LooseIssuer>;
  readonly apis: Record<string, { readonly routes: Record<string, Record<string, unknown>> }>;
}

interface LooseIssuer {
  readonly scopes: Record<string, { default?: boolean }>;
  readonly clients: Record<string, Record<string, unknown>>;
  accessPolicies?: unknown;
}

/** The settings with a change. */
export function changed(change: (raw: LooseSettings) => void): RawSettings {
  const raw = structuredClone(settings) as unknown as LooseSettings & RawSettings;
  change(raw);
  return raw;
}

/** The stack output that a deployment of these settings would have, with made-up hosts and ids. */
export function deploy(raw: RawSettings): DeployedTrust {
  const { model } = parseSettings(raw);
  const issuers = Object.entries(model.issuers).map(([name, { audience, clients }]) => {
    const issuer = `https://acme.okta.com/oauth2/aus-${name}`;
    return [
      name,
      {
        kind: "okta" as const,
        issuer,
        audiences: [audience],
        discoveryUrl: `${issuer}/.well-known/openid-configuration`,
        metadataUrl: `${issuer}/.well-known/oauth-authorization-server`,
        tokenEndpoint: `${issuer}/v1/token`,
        scopeClaim: "scp" as const,
        serverId: `aus-${name}`,
        clients: Object.fromEntries(
          Object.keys(clients).map((client) => [client, { clientId: `0oa-${name}-${client}` }]),
        ),
      },
    ] as const;
  });
  const byName = Object.fromEntries(issuers);
  const apis = Object.entries(model.apis).map(([name, { routes }]) => {
    const used = new Set(routes.flatMap(({ access }) => (access.kind === "jwt" ? [access.issuer] : [])));
    const authorizers = [...used].map((issuer) => {
      const { issuer: url, audiences } = byName[issuer]!;
      return [issuer, { authorizerId: `auth-${issuer}`, issuer: url, audiences }] as const;
    });
    const endpoint = `https://${name}.execute-api.eu-central-1.amazonaws.com`;
    return [
      name,
      { apiId: name, endpoint, logGroup: `/aws/${name}`, authorizers: Object.fromEntries(authorizers) },
    ] as const;
  });
  const base = { version: 1 as const, project: "crosstrust", stack: "test", region: "eu-central-1", model };
  return { ...base, issuers: byName, apis: Object.fromEntries(apis) };
}

/** A secret for every client that has one. */
export function secretsOf({ model }: DeployedTrust): ClientSecrets {
  return Object.fromEntries(
    Object.entries(model.issuers).map(([issuer, { clients }]) => [
      issuer,
      Object.fromEntries(
        Object.entries(clients)
          .filter(([, { authentication }]) => authentication !== "private_key_jwt")
          .map(([client]) => [client, `secret-of-${issuer}-${client}_x-Y`]),
      ),
    ]),
  );
}
