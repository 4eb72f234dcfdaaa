import { mapValues } from "../../../../lib/mapValues.ts";
import { methodOf, type AnyClientModel } from "../../../../scripts/lib/verify/clientAuthentication.ts";
import type {
  ClientSecrets,
  DeployedApi,
  DeployedIssuer,
  DeployedRelyingParty,
  DeployedTrust,
} from "../../../../trust/DeployedTrust.ts";
import {
  b2cIssuer,
  b2cTokenEndpoint,
  discoveryUrlOf,
  entraAuthorizationEndpoint,
  entraIssuer,
  entraTenantUrl,
  entraTokenEndpoint,
} from "../../../../trust/entra/endpoints.ts";
import { audienceClientsOf } from "../../../../trust/access/cognitoGrants.ts";
import { parseSettings } from "../../../../trust/parseSettings.ts";
import type { RawSettings } from "../../../../trust/Settings.ts";
import type {
  ApiModel,
  IssuerModel,
  JiraServiceManagementModel,
  RelyingPartyModel,
} from "../../../../trust/TrustModel.ts";

/** Of the company's Entra tenant. */
const entraTenant = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";

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
  const issuers = mapValues(model.issuers, (issuer, name) => deployIssuer(name, issuer));
  const apis = mapValues(model.apis, (api, name) => deployApi(name, api, issuers));
  const relyingParties = mapValues(model.relyingParties, (party) => deployRelyingParty(party, issuers));
  const base = { version: 2 as const, project: "crosstrust", stack: "test", region: "eu-central-1", model };
  return { ...base, issuers, apis, relyingParties };
}

function deployIssuer(name: string, model: IssuerModel): DeployedIssuer {
  const clients = Object.fromEntries(
    Object.entries<unknown>(model.clients).map(([client]) => [client, { clientId: `0oa-${name}-${client}` }]),
  );
  if (model.kind === "okta") {
    const issuer = `https://acme.okta.com/oauth2/aus-${name}`;
    return {
      kind: "okta",
      issuer,
      audiences: [model.audience],
      discoveryUrl: `${issuer}/.well-known/openid-configuration`,
      metadataUrl: `${issuer}/.well-known/oauth-authorization-server`,
      tokenEndpoint: `${issuer}/v1/token`,
      scopeClaim: "scp",
      serverId: `aus-${name}`,
      clients,
    };
  }
  if (model.kind === "cognito") {
    const issuer = `https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_${name}`;
    const domain = `${name}.auth.eu-central-1.amazoncognito.com`;
    return {
      kind: "cognito",
      issuer,
      audiences: audienceClientsOf(model).map((client) => clients[client]!.clientId),
      discoveryUrl: discoveryUrlOf(issuer),
      metadataUrl: discoveryUrlOf(issuer),
      tokenEndpoint: `https://${domain}/oauth2/token`,
      scopeClaim: "scope",
      userPoolId: `eu-central-1_${name}`,
      domain,
      clients,
      federation: {},
    };
  }
  const issuer = model.kind === "b2c" ? b2cIssuer(model) : entraIssuer(entraTenant);
  const discoveryUrl = discoveryUrlOf(issuer);
  const common = {
    issuer,
    audiences: [`api-of-${name}`],
    discoveryUrl,
    metadataUrl: discoveryUrl,
    applicationObjectId: `app-${name}`,
    servicePrincipalId: `sp-${name}`,
    identifierUri: `api://api-of-${name}`,
    tokenScope: `api://api-of-${name}/.default`,
    clients,
  };
  return model.kind === "b2c"
    ? { ...common, kind: "b2c", tenantId: model.tenantId, tokenEndpoint: b2cTokenEndpoint(model), scopeClaim: "scp" }
    : {
        ...common,
        kind: "entra",
        tenantId: entraTenant,
        tokenEndpoint: entraTokenEndpoint(entraTenant),
        scopeClaim: "roles",
      };
}

function deployApi(
  name: string,
  { routes, lambdaAuthorizer }: ApiModel,
  issuers: Readonly<Record<string, DeployedIssuer>>,
): DeployedApi {
  const named = (used: readonly string[]) =>
    [...new Set(used)].map((issuer) => ({
      issuer,
      issuers: issuers[issuer]!.issuer,
      audiences: issuers[issuer]!.audiences,
    }));
  const jwt = named(routes.flatMap(({ access }) => (access.kind === "jwt" ? [access.issuer] : [])));
  const lambda = named(
    routes.flatMap(({ access }) => (access.kind === "lambda" ? access.admits.map(({ issuer }) => issuer) : [])),
  );
  const authorizers = jwt.map(({ issuer, issuers: url, audiences }) => [
    issuer,
    { authorizerId: `auth-${issuer}`, issuer: url, audiences },
  ]);
  const byLambda = lambda.map(({ issuer, issuers: url, audiences }) => [issuer, { issuer: url, audiences }]);
  return {
    apiId: name,
    endpoint: `https://${name}.execute-api.eu-central-1.amazonaws.com`,
    logGroup: `/aws/${name}`,
    authorizers: Object.fromEntries(authorizers) as DeployedApi["authorizers"],
    ...(byLambda.length > 0 && {
      lambdaAuthorizer: {
        authorizerId: `lambda-${name}`,
        functionName: `authorizer-${name}`,
        logGroup: `/aws/lambda/${name}`,
        cacheSeconds: lambdaAuthorizer?.cacheSeconds ?? 0,
        issuers: Object.fromEntries(byLambda) as Readonly<
          Record<string, { readonly issuer: string; readonly audiences: readonly string[] }>
        >,
      },
    }),
  };
}

function deployRelyingParty(
  party: RelyingPartyModel,
  issuers: Readonly<Record<string, DeployedIssuer>>,
): DeployedRelyingParty {
  if (party.kind === "fortanix-key-insight") return { kind: party.kind };
  if (party.kind === "jira-service-management") return deployPortal(party, issuers[party.issuer]);
  if (party.kind === "s3-access-grants") throw new Error("no test of verify's has S3 Access Grants deployed");
  const issuer = entraIssuer(entraTenant);
  return {
    kind: party.kind,
    tenantId: entraTenant,
    clientId: "client-of-jumpcloud",
    applicationObjectId: "app-jumpcloud",
    servicePrincipalId: "sp-jumpcloud",
    issuer,
    identityProviderUrl: entraTenantUrl(entraTenant),
    discoveryUrl: discoveryUrlOf(issuer),
    authorizationEndpoint: entraAuthorizationEndpoint(entraTenant),
    redirectUris: party.application.redirectUris,
    optionalClaims: party.application.optionalClaims,
    secretExpires: "2100-01-01T00:00:00Z",
    secretKeyId: "key-1",
    identityProviderId: "idp-1",
    group: { id: "group-1", name: party.group },
    people: mapValues(party.people, ({ userPrincipalName, jumpcloud }, person) => ({
      objectId: `user-${person}`,
      userPrincipalName,
      ...(jumpcloud === "none" ? {} : { jumpcloudUserId: `jc-${person}` }),
    })),
  };
}

function deployPortal(
  { kind, client, callbackUrl, logoutUrl }: JiraServiceManagementModel,
  pool: DeployedIssuer | undefined,
): DeployedRelyingParty {
  if (pool?.kind !== "cognito") throw new Error("the portal trusts no user pool");
  const { issuer, domain, tokenEndpoint, clients } = pool;
  return {
    ...{ kind, issuer, clientId: clients[client]!.clientId, domain, tokenEndpoint, callbackUrl, logoutUrl },
    authorizationEndpoint: `https://${domain}/oauth2/authorize`,
    userInfoEndpoint: `https://${domain}/oauth2/userInfo`,
    logoutEndpoint: `https://${domain}/logout`,
  };
}

/** A secret for every client that has one. */
export function secretsOf({ model }: DeployedTrust): ClientSecrets {
  return Object.fromEntries(
    Object.entries(model.issuers).map(([issuer, { clients }]) => [
      issuer,
      Object.fromEntries(
        Object.entries<AnyClientModel>(clients)
          .filter(([, client]) =>
            "authentication" in client || "kind" in client || "redirectUris" in client
              ? methodOf(client) !== "private_key_jwt"
              : client.secret,
          )
          .map(([client]) => [client, `secret-of-${issuer}-${client}_x-Y`]),
      ),
    ]),
  );
}
