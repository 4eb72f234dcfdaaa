import type { AccessRow } from "../../accessMatrix.ts";
import { requirementsOf } from "../../access/requirementsOf.ts";
import type { RouteAccess, RouteModel, TokenRequirement, TrustModel } from "../../TrustModel.ts";
import { issuerCauses } from "./issuerCauses.ts";
import { fallback, listed, newcomers } from "./words.ts";

/** A row that differs, as either model has it. */
export interface RowChange {
  readonly row: AccessRow;
  readonly before: AccessRow | undefined;
  readonly after: AccessRow | undefined;
}

/** What of the route, the client and its issuer brought about that a row of the access matrix differs. */
export function routeCauses(before: TrustModel, after: TrustModel, change: RowChange): readonly string[] {
  const { row } = change;
  const [was, is] = [routeIn(before, row), routeIn(after, row)];
  if (was === undefined || is === undefined) {
    const api = was === undefined ? before.apis[row.api] : after.apis[row.api];
    const what = api === undefined ? `the API ${row.api}` : "the route";
    return [`${what} is ${was === undefined ? "new" : "gone"}`];
  }
  const causes = [
    ...accessCauses(was.access, is.access, change),
    ...clientCauses(before, after, change),
    ...cacheCauses(before, after, row),
  ];
  return fallback(causes, change.after?.why ?? change.before?.why);
}

function routeIn({ apis }: TrustModel, { api, route }: AccessRow): RouteModel | undefined {
  return apis[api]?.routes.find(({ key }) => key === route);
}

function accessCauses(was: RouteAccess, is: RouteAccess, { row, before, after }: RowChange): readonly string[] {
  if (is.kind === "public") return was.kind === "public" ? [] : ["the route is public now"];
  const causes: string[] = [];
  if (was.kind === "public") causes.push("the route is not public any more");
  else if (was.kind !== is.kind) causes.push(`another authorizer decides now: ${is.kind} instead of ${was.kind}`);
  const concerned = new Set([
    before?.tokenOf,
    after?.tokenOf,
    row.client.kind === "anyone" ? undefined : row.client.issuer,
  ]);
  const [wanted, wants] = [requirementsOf(was), requirementsOf(is)];
  for (const issuer of concerned) {
    if (issuer === undefined || was.kind === "public") continue;
    const one = wanted.find((requirement) => requirement.issuer === issuer);
    const other = wants.find((requirement) => requirement.issuer === issuer);
    causes.push(...requirementCauses(issuer, one, other));
  }
  return causes;
}

function requirementCauses(
  issuer: string,
  was: TokenRequirement | undefined,
  is: TokenRequirement | undefined,
): readonly string[] {
  if (was === undefined && is === undefined) return [];
  if (was === undefined) return [`the route trusts ${issuer} now`];
  if (is === undefined) return [`the route does not trust ${issuer} any more`];
  const [asked, asks] = [askedOf(was), askedOf(is)];
  if (asked.length > 0 && asks.length === 0)
    return [`the route does not ask for ${listed(asked)} any more, nor for anything else`];
  if (asked.length === 0 && asks.length > 0) return [`the route asks for ${listed(asks)} now`];
  const more = newcomers(asked, asks);
  const less = newcomers(asks, asked);
  return [
    ...(more.length === 0 ? [] : [`the route takes ${listed(more)} now`]),
    ...(less.length === 0 ? [] : [`the route does not take ${listed(less)} any more`]),
  ];
}

function askedOf({ scopes, roles }: TokenRequirement): readonly string[] {
  return [...scopes, ...roles];
}

/** What the client, and the issuer whose token is admitted, have become. */
function clientCauses(
  before: TrustModel,
  after: TrustModel,
  { row, before: was, after: is }: RowChange,
): readonly string[] {
  const { client } = row;
  if (client.kind === "anyone") return [];
  const opened = [was, is].flatMap((one) => (one?.tokenOf === undefined ? [] : [one.tokenOf]));
  const issuers = [...new Set([client.issuer, ...opened])];
  return issuers.flatMap((issuer) => {
    const name = client.kind === "client" && issuer === client.issuer ? client.name : undefined;
    const scopes = [...(was?.matchedScopes ?? []), ...(is?.matchedScopes ?? [])];
    return issuerCauses({ before, after, issuer, client: name, scopes: [...new Set(scopes)].sort() });
  });
}

function cacheCauses(before: TrustModel, after: TrustModel, { api, route }: AccessRow): readonly string[] {
  const seconds = (model: TrustModel): number =>
    routeIn(model, { api, route } as AccessRow)?.access.kind === "lambda"
      ? (model.apis[api]?.lambdaAuthorizer?.cacheSeconds ?? 0)
      : 0;
  const [was, is] = [seconds(before), seconds(after)];
  return was === is ? [] : [`the authorizer's answers are kept for ${is} s, before for ${was} s`];
}
