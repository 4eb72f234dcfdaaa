import { sortedByKey } from "../../lib/sortedByKey.ts";
import type {
  ApiModel,
  B2cIssuerModel,
  CognitoIssuerModel,
  EntraIssuerModel,
  IssuerModel,
  JumpCloudIssuerModel,
  OktaIssuerModel,
  RelyingPartyModel,
  RouteAccess,
  RouteModel,
  TokenRequirement,
  TrustModel,
} from "../TrustModel.ts";
import { accessPoliciesOf } from "./accessPolicies.ts";
import type { CognitoIssuerSettings } from "./cognito/cognitoIssuer.ts";
import { toDomain } from "./cognito/domain.ts";
import type { JumpCloudIssuerSettings } from "./jumpcloud/jumpCloudIssuer.ts";
import { domainOf, type MicrosoftIssuerSettings } from "./microsoft/microsoftIssuer.ts";
import type { OktaIssuerSettings } from "./oktaIssuer.ts";
import type { ApiSettings } from "./readApis.ts";
import type { IssuerSettings } from "./readIssuers.ts";
import { builtInFunctions } from "./route.ts";
import type { Named } from "./SettingsReader.ts";

/** Everything read, before anything is derived from it. */
interface ReadSettings {
  readonly issuers: Named<IssuerSettings>;
  readonly apis: Named<ApiSettings>;
  readonly relyingParties: Named<RelyingPartyModel>;
}

/** The trust model of settings without a fault: sorted by name throughout, for Pulumi hands a config over that way. */
export function toModel({ issuers, apis, relyingParties }: ReadSettings): TrustModel {
  return {
    issuers: toRecord(issuers, toIssuer),
    apis: toRecord(apis, toApi),
    relyingParties: toRecord(relyingParties, (party) => party),
  };
}

function toIssuer(settings: IssuerSettings): IssuerModel | undefined {
  switch (settings.kind) {
    case "okta":
      return toOktaIssuer(settings);
    case "entra":
    case "b2c":
      return toMicrosoftIssuer(settings);
    case "cognito":
      return toCognitoIssuer(settings);
    case "jumpcloud":
      return toJumpCloudIssuer(settings);
  }
}

function toOktaIssuer(settings: OktaIssuerSettings): OktaIssuerModel | undefined {
  const accessPolicies = accessPoliciesOf(settings);
  if (settings.server === undefined || accessPolicies === undefined) return undefined;
  const { kind, name, description, audience } = settings.server;
  return {
    kind,
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    audience,
    scopes: toRecord(settings.scopes, (scope) => scope),
    clients: toRecord(settings.clients, (client) => ({ ...client, scopes: [...client.scopes].sort() })),
    accessPolicies,
  };
}

function toMicrosoftIssuer({
  server,
  roles,
  clients,
}: MicrosoftIssuerSettings): EntraIssuerModel | B2cIssuerModel | undefined {
  if (server === undefined) return undefined;
  const { name, description, identifierUri, assignmentRequired } = server;
  const api = {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(identifierUri !== undefined && { identifierUri }),
    roles: toRecord(roles, (role) => role),
    assignmentRequired,
    clients: toRecord(clients, (client) => client),
  };
  if (server.kind === "entra") return { kind: server.kind, ...api };
  const { kind, tenantId, tenantName, policy, domain = domainOf(tenantName) } = server;
  return { kind, tenantId, tenantName, policy, domain, ...api };
}

function toCognitoIssuer({
  server,
  resourceServers,
  clients,
  groups,
  federation,
}: CognitoIssuerSettings): CognitoIssuerModel | undefined {
  if (server === undefined) return undefined;
  const { kind, name, signIn, passwords, mfa, recovery, deletionProtection, domain, pages } = server;
  return {
    kind,
    ...(name !== undefined && { name }),
    signIn: [...signIn].sort(),
    passwords,
    mfa,
    recovery: recovery === "none" ? "none" : "email",
    deletionProtection,
    domain: toDomain(domain),
    pages,
    resourceServers: toRecord(resourceServers, (one) => one),
    clients: toRecord(clients, (client) => client),
    groups: toRecord(groups, (group) => group),
    federation: toRecord(federation, (provider) => provider),
  };
}

function toJumpCloudIssuer({ kind, clients, groups, people }: JumpCloudIssuerSettings): JumpCloudIssuerModel {
  return {
    kind,
    clients: toRecord(clients, (client) => client),
    groups: toRecord(groups, (group) => group),
    people: toRecord(people, (person) => person),
  };
}

function toApi({ api, alarms, functions, routes }: ApiSettings): ApiModel | undefined {
  if (api === undefined) return undefined;
  const read = Object.values(toRecord(routes, (route): RouteModel => ({ ...route, access: sorted(route.access) })));
  return {
    ...(api.description !== undefined && { description: api.description }),
    routes: read,
    functions: functions === undefined ? builtInFunctions(read) : toRecord(functions, (declared) => declared),
    accessLogs: api.accessLogs,
    ...(alarms !== undefined && { alarms }),
    sharesTokensWith: [...api.sharesTokensWith].sort(),
    ...(read.some(({ access }) => access.kind === "lambda") && {
      lambdaAuthorizer: api.lambdaAuthorizer ?? { cacheSeconds: 0 },
    }),
  };
}

function sorted(access: RouteAccess): RouteAccess {
  if (access.kind === "public") return access;
  if (access.kind === "jwt") return { ...access, scopes: [...access.scopes].sort() };
  const admits = access.admits.map(({ issuer, scopes, roles }): readonly [string, TokenRequirement] => [
    issuer,
    { issuer, scopes: [...scopes].sort(), roles: [...roles].sort() },
  ]);
  return { kind: access.kind, admits: sortedByKey(admits).map(([, requirement]) => requirement) };
}

/** By name, in order of the names; what could not be read is left out. */
function toRecord<From, To>(named: Named<From>, convert: (item: From) => To | undefined): Readonly<Record<string, To>> {
  const entries = [...named].flatMap(([name, item]) => {
    const converted = item === undefined ? undefined : convert(item);
    return converted === undefined ? [] : [[name, converted] as const];
  });
  return Object.fromEntries(sortedByKey(entries));
}
