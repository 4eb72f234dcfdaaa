import { sortedByKey } from "../../lib/sortedByKey.ts";
import type {
  ApiModel,
  ClientModel,
  OktaIssuerModel,
  RelyingPartyModel,
  RouteModel,
  ScopeModel,
  TrustModel,
} from "../TrustModel.ts";
import { accessPoliciesOf } from "./accessPolicies.ts";
import type { OktaIssuerSettings } from "./oktaIssuer.ts";
import type { ApiSettings } from "./readApis.ts";
import { builtInFunctions } from "./route.ts";
import type { Named } from "./SettingsReader.ts";

/** Everything read, before anything is derived from it. */
interface ReadSettings {
  readonly issuers: Named<OktaIssuerSettings>;
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

function toIssuer(settings: OktaIssuerSettings): OktaIssuerModel | undefined {
  const accessPolicies = accessPoliciesOf(settings);
  if (settings.server === undefined || accessPolicies === undefined) return undefined;
  const { kind, name, description, audience } = settings.server;
  return {
    kind,
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    audience,
    scopes: toRecord(settings.scopes, (scope: ScopeModel) => scope),
    clients: toRecord(settings.clients, (client: ClientModel) => ({ ...client, scopes: [...client.scopes].sort() })),
    accessPolicies,
  };
}

function toApi({ api, functions, routes }: ApiSettings): ApiModel | undefined {
  if (api === undefined) return undefined;
  const read = Object.values(toRecord(routes, sortedScopes));
  return {
    ...(api.description !== undefined && { description: api.description }),
    routes: read,
    functions: functions === undefined ? builtInFunctions(read) : toRecord(functions, (declared) => declared),
    accessLogs: api.accessLogs,
    sharesTokensWith: [...api.sharesTokensWith].sort(),
  };
}

function sortedScopes(route: RouteModel): RouteModel {
  if (route.access.kind === "public") return route;
  return { ...route, access: { ...route.access, scopes: [...route.access.scopes].sort() } };
}

/** By name, in order of the names; what could not be read is left out. */
function toRecord<From, To>(named: Named<From>, convert: (item: From) => To | undefined): Readonly<Record<string, To>> {
  const entries = [...named].flatMap(([name, item]) => {
    const converted = item === undefined ? undefined : convert(item);
    return converted === undefined ? [] : [[name, converted] as const];
  });
  return Object.fromEntries(sortedByKey(entries));
}
