import { sortedByKey } from "../lib/sortedByKey.ts";
import { grantableScopes, isOpenToAll, type Applicant } from "./access/oktaGrants.ts";
import type { RouteAccess, TrustModel } from "./TrustModel.ts";

/** Who calls: a client declared here; whatever application of the Okta organisation a policy lets in; or anyone. */
export type AccessClient =
  | { readonly kind: "client"; readonly issuer: string; readonly name: string }
  /** Every application of the organisation, for the issuer has an access policy for all clients. */
  | { readonly kind: "any-application"; readonly issuer: string }
  /** With a token or without; only on public routes. */
  | { readonly kind: "anyone" };

/** Why a row is allowed or denied. */
export type AccessReason =
  /** The route is public. */
  | "public"
  /** The client can get a token with one of the route's scopes. */
  | "scope-granted"
  /** The route asks for no scope, and the client can get a token of its issuer. */
  | "any-token"
  /** The client is of another issuer, but the route's issuer has an access policy for all clients, and so for this one. */
  | "open-issuer"
  /** The route's authorizer trusts another issuer. */
  | "other-issuer"
  /** The client can get tokens, but none with one of the route's scopes. */
  | "no-matching-scope"
  /** No access policy grants the client anything, so it gets no token at all. */
  | "no-token";

/** One client on one route. */
export interface AccessRow {
  readonly client: AccessClient;
  readonly api: string;
  /** The route's key. */
  readonly route: string;
  readonly allowed: boolean;
  readonly reason: AccessReason;
  /** The reason in a sentence. */
  readonly why: string;
  /**
   * The scopes that the client can get from its issuer (with the reason `open-issuer`, from the route's), whether or not
   * it is declared to ask for them. Sorted.
   */
  readonly grantedScopes: readonly string[];
  /** Those of them that the route asks for; each alone is enough. */
  readonly matchedScopes: readonly string[];
}

/**
 * Who may call what: every client on every route that asks for a token, each issuer's "any application" where a policy
 * is for all clients, and one row for anyone on each public route. What a client can get is what Okta's access policies
 * grant it, whatever the config says that it asks for; all issuers are authorization servers of one organisation, so a
 * policy for all clients is for the clients of the other issuers too. In order of APIs, routes, issuers and clients.
 */
export function accessMatrix(model: TrustModel): readonly AccessRow[] {
  const callers = callersOf(model);
  return sortedByKey(Object.entries(model.apis)).flatMap(([api, { routes }]) =>
    routes.flatMap((route): AccessRow[] => {
      const { access, key } = route;
      if (access.kind === "public") return [publicRow(api, key)];
      const issuer = model.issuers[access.issuer];
      const openScopes = issuer === undefined ? [] : grantableScopes(issuer, "any-application");
      return callers.map((caller) => ({ api, route: key, ...judge(caller, access, openScopes) }));
    }),
  );
}

/** A caller in words: `key-insight of okta`, `any application of the Okta organisation (issuer okta)`, `anyone`. */
export function describeClient(client: AccessClient): string {
  switch (client.kind) {
    case "client":
      return `${client.name} of ${client.issuer}`;
    case "any-application":
      return `any application of the Okta organisation (issuer ${client.issuer})`;
    case "anyone":
      return "anyone";
  }
}

interface Caller {
  readonly client: Exclude<AccessClient, { kind: "anyone" }>;
  readonly grantedScopes: readonly string[];
}

function callersOf(model: TrustModel): readonly Caller[] {
  return sortedByKey(Object.entries(model.issuers)).flatMap(([issuer, settings]) => {
    const grants = (applicant: Applicant) => grantableScopes(settings, applicant);
    const clients = sortedByKey(Object.entries(settings.clients)).map(([name]): Caller => ({
      client: { kind: "client", issuer, name },
      grantedScopes: grants({ client: name }),
    }));
    if (!isOpenToAll(settings)) return clients;
    return [...clients, { client: { kind: "any-application", issuer }, grantedScopes: grants("any-application") }];
  });
}

type Judgement = Omit<AccessRow, "api" | "route">;

/** @param openScopes what any application can get from the route's issuer */
function judge(
  { client, grantedScopes }: Caller,
  access: RouteAccess & { kind: "jwt" },
  openScopes: readonly string[],
): Judgement {
  const matchedScopes =
    client.issuer === access.issuer ? access.scopes.filter((scope) => grantedScopes.includes(scope)) : [];
  const row = (allowed: boolean, reason: AccessReason, why: string): Judgement => ({
    client,
    allowed,
    reason,
    why,
    grantedScopes,
    matchedScopes,
  });
  if (client.issuer !== access.issuer) {
    const opening = access.scopes.filter((scope) => openScopes.includes(scope));
    if (opening.length > 0 || (access.scopes.length === 0 && openScopes.length > 0)) {
      const why = `${access.issuer} has an access policy for all clients: ${openingOf(opening, access.scopes)}.`;
      return { client, allowed: true, reason: "open-issuer", why, grantedScopes: openScopes, matchedScopes: opening };
    }
    return row(false, "other-issuer", `The route trusts the issuer ${access.issuer}, not ${client.issuer}.`);
  }
  if (grantedScopes.length === 0) {
    return row(false, "no-token", `No access policy of ${client.issuer} grants it a scope, so it gets no token.`);
  }
  if (access.scopes.length === 0) {
    return row(
      true,
      "any-token",
      `The route asks for no scope: every token of ${access.issuer} is admitted, ID tokens too.`,
    );
  }
  if (matchedScopes.length > 0) {
    return row(true, "scope-granted", `It can get ${listed(matchedScopes)}, and ${oneOf(access.scopes)}.`);
  }
  const granted = `It can get only ${listed(grantedScopes)}, and ${oneOf(access.scopes)}.`;
  return row(false, "no-matching-scope", granted);
}

function publicRow(api: string, route: string): AccessRow {
  return {
    client: { kind: "anyone" },
    api,
    route,
    allowed: true,
    reason: "public",
    why: "The route is public: nobody is asked for a token.",
    grantedScopes: [],
    matchedScopes: [],
  };
}

function openingOf(opening: readonly string[], asked: readonly string[]): string {
  return asked.length === 0
    ? "it can get a token there, and the route asks for no scope"
    : `there it can get ${listed(opening)}, and ${oneOf(asked)}`;
}

function oneOf(scopes: readonly string[]): string {
  return scopes.length === 1 ? `the route asks for ${listed(scopes)}` : `the route asks for one of ${listed(scopes)}`;
}

function listed(scopes: readonly string[]): string {
  return scopes.join(", ");
}
