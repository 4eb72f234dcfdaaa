import { sortedByKey } from "../lib/sortedByKey.ts";
import { judgeAccess, type Caller, type Judgement } from "./access/judgeAccess.ts";
import { isOpenIssuer, obtainable } from "./access/obtainable.ts";
import { requirementsOf } from "./access/requirementsOf.ts";
import type { IssuerModel, RouteAccess, TrustModel } from "./TrustModel.ts";

/** Who calls: a client declared here; whatever application of a directory gets tokens of an issuer; or anyone. */
export type AccessClient =
  | { readonly kind: "client"; readonly issuer: string; readonly name: string }
  /** Every application of the issuer's Okta organisation or tenant, for the issuer is open to all of them. */
  | { readonly kind: "any-application"; readonly issuer: string; readonly issuerKind: IssuerModel["kind"] }
  /** With a token or without; only on public routes. */
  | { readonly kind: "anyone" };

/** Why a row is allowed or denied. */
export type AccessReason =
  /** The route is public. */
  | "public"
  /** The client can get a token with one of the route's scopes. */
  | "scope-granted"
  /** The client's tokens carry one of the roles that the route asks for. */
  | "role-granted"
  /** The route asks for no scope and no role, and the client can get a token of its issuer. */
  | "any-token"
  /** The client is of another issuer, but an issuer of the route is open to all applications of its directory, and so to this one. */
  | "open-issuer"
  /** The route's authorizer trusts other issuers. */
  | "other-issuer"
  /** The client can get tokens, but none with one of the route's scopes. */
  | "no-matching-scope"
  /** The client can get tokens, but none with one of the route's roles. */
  | "no-matching-role"
  /** The client gets tokens, but those of Cognito are told apart by their client, and the authorizer does not name this one. */
  | "not-in-audience"
  /** The client is granted nothing, so it gets no token at all. */
  | "no-token";

/** One client on one route. */
export interface AccessRow {
  readonly client: AccessClient;
  readonly api: string;
  /** The route's key. */
  readonly route: string;
  readonly allowed: boolean;
  readonly reason: AccessReason;
  /** The reason in a sentence; where the gateway keeps answers, another one says for how long. */
  readonly why: string;
  /**
   * The scopes that the client can get from its issuer (with the reason `open-issuer`, from the route's), whether or not
   * it is declared to ask for them. For Azure AD B2C these are its roles, which come in `scp`. Sorted.
   */
  readonly grantedScopes: readonly string[];
  /** Those of them that the route asks for; each alone is enough. */
  readonly matchedScopes: readonly string[];
  /** The roles that the client's tokens carry in `roles`, as those of Entra ID do. Sorted. */
  readonly grantedRoles: readonly string[];
  /** Those of them that the route asks for; each alone is enough. */
  readonly matchedRoles: readonly string[];
  /** The issuer whose token is admitted: the client's own, or the open one. Only on allowed rows of routes that ask for a token. */
  readonly tokenOf?: string;
  /**
   * How long API Gateway keeps the authorizer's answer, in seconds: a token that was revoked or expired, or whose client
   * lost what it was granted, still passes that long. Only where the row is allowed and answers are kept.
   */
  readonly cacheSeconds?: number;
}

/**
 * Who may call what: every client on every route that asks for a token, each issuer's "any application" where the issuer is
 * open to all of its directory, and one row for anyone on each public route. What a client can get is what Okta's access
 * policies grant it, what roles Microsoft has it assigned, or what scopes its user pool lets it have, whatever the config
 * says that it asks for; an open issuer is
 * open to the clients of the other issuers of its directory too. Nothing documents that the endpoints of Azure AD B2C refuse
 * applications that are assigned no role, so a route that asks nothing of such an issuer is open to any. In order of APIs, routes, issuers and clients.
 */
export function accessMatrix(model: TrustModel): readonly AccessRow[] {
  const callers = callersOf(model);
  return sortedByKey(Object.entries(model.apis)).flatMap(([api, { routes, lambdaAuthorizer }]) =>
    routes.flatMap(({ access, key }): AccessRow[] => {
      if (access.kind === "public") return [{ client: { kind: "anyone" }, api, route: key, ...toAll }];
      const cacheSeconds = access.kind === "lambda" ? (lambdaAuthorizer?.cacheSeconds ?? 0) : 0;
      return callers
        .filter(({ isDoubtful, client }) => isDoubtful !== true || asksNothingOf(access, client.issuer))
        .map((caller) => {
          const judgement = withDoubt(judgeAccess(model, caller, access), caller);
          return { client: caller.client, api, route: key, ...withCache(judgement, cacheSeconds) };
        });
    }),
  );
}

/** A caller in words: `key-insight of okta`, `any application of the tenant (issuer workforce)`, `anyone`. */
export function describeClient(client: AccessClient): string {
  switch (client.kind) {
    case "client":
      return `${client.name} of ${client.issuer}`;
    case "any-application":
      return `any application of the ${client.issuerKind === "okta" ? "Okta organisation" : "tenant"} (issuer ${client.issuer})`;
    case "anyone":
      return "anyone";
  }
}

/** A caller; a doubtful one is shown where a route asks for nothing that it could lack. */
interface Applicants extends Caller {
  readonly isDoubtful?: true;
}

function callersOf(model: TrustModel): readonly Applicants[] {
  return sortedByKey(Object.entries(model.issuers)).flatMap(([issuer, settings]): readonly Applicants[] => {
    // Its tokens are for people's sign-in at other systems, so its clients call no route.
    if (settings.kind === "jumpcloud") return [];
    const clients = sortedByKey(Object.entries<unknown>(settings.clients)).map(([name]): Applicants => ({
      client: { kind: "client", issuer, name },
      obtains: obtainable(settings, { client: name }),
    }));
    const anyApplication = { kind: "any-application", issuer, issuerKind: settings.kind } as const;
    if (isOpenIssuer(settings)) {
      return [...clients, { client: anyApplication, obtains: obtainable(settings, "any-application") }];
    }
    if (settings.kind !== "b2c") return clients;
    return [...clients, { client: anyApplication, obtains: { token: true, scopes: [], roles: [] }, isDoubtful: true }];
  });
}

function asksNothingOf(access: RouteAccess, issuer: string): boolean {
  return requirementsOf(access).some(
    (one) => one.issuer === issuer && one.scopes.length === 0 && one.roles.length === 0,
  );
}

/** What is not documented counts as open: a row that said otherwise might be wrong. */
function withDoubt(judgement: Judgement, { isDoubtful }: Applicants): Judgement {
  if (isDoubtful !== true) return judgement;
  const doubt = "That Azure AD B2C gives no token to an application without a role is not documented.";
  return { ...judgement, why: `${judgement.why} ${doubt}` };
}

const toAll: Judgement = {
  allowed: true,
  reason: "public",
  why: "The route is public: nobody is asked for a token.",
  grantedScopes: [],
  matchedScopes: [],
  grantedRoles: [],
  matchedRoles: [],
};

function withCache(judgement: Judgement, cacheSeconds: number): Judgement & Pick<AccessRow, "cacheSeconds"> {
  if (!judgement.allowed || cacheSeconds === 0) return judgement;
  const kept = `API Gateway keeps the answer for ${cacheSeconds} s: a token that was revoked or expired still passes that long.`;
  return { ...judgement, why: `${judgement.why} ${kept}`, cacheSeconds };
}
