import { besideOpenId } from "../../../trust/access/cognitoGrants.ts";
import { isOpenIssuer } from "../../../trust/access/obtainable.ts";
import { grantableScopes } from "../../../trust/access/oktaGrants.ts";
import type { AccessClient, AccessRow } from "../../../trust/accessMatrix.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { IssuerModel } from "../../../trust/TrustModel.ts";
import { declaredGrants, getsToken, grantable, sharesClients } from "./clientTokens.ts";
import { opens } from "./RouteUnderTest.ts";
import { listed } from "./tokenChecks.ts";
import type { RouteGuard } from "./RouteUnderTest.ts";
import type { ClientRef } from "./TokenMinter.ts";

/** One token of a client on a route, and what is to come of it. */
export interface Attempt {
  readonly ref: ClientRef;
  /** What the token is to carry: the scopes that are asked for, or the client's roles. */
  readonly grants: readonly string[];
  readonly outcome:
    | "admitted"
    /** Its issuer is trusted; what it carries is not enough. */
    | "insufficient"
    /** It is meant for others. */
    | "invalid"
    | "no token";
}

type ClientRow = AccessRow & { readonly client: Extract<AccessClient, { kind: "client" }> };

/**
 * What a route's rows of the access matrix come to. An Okta or Cognito client tries each scope alone that it can get, and all that it
 * asks for together; one of a user pool that people sign in to tries their ID token at the pool's routes too. Microsoft
 * gives a client one kind of token, with all its roles. A client of an issuer that the route
 * does not trust tries its own token, and where a trusted issuer is open to it, that issuer's as well.
 */
export function attemptsOn(trust: DeployedTrust, guard: RouteGuard, rows: readonly AccessRow[]): readonly Attempt[] {
  return rows
    .filter((row): row is ClientRow => row.client.kind === "client")
    .flatMap((row) => attemptsOf(trust, guard, row));
}

function attemptsOf(
  trust: DeployedTrust,
  guard: RouteGuard,
  { client, allowed, reason }: ClientRow,
): readonly Attempt[] {
  const ref = { issuer: client.issuer, client: client.name };
  const model = trust.model.issuers[ref.issuer];
  if (model === undefined) return [];
  const declared = declaredGrants(model, ref.client);
  const own: Attempt = getsToken(model, ref.client)
    ? { ref, grants: obtainable(model, ref.client, declared), outcome: "invalid" }
    : { ref, grants: declared, outcome: "no token" };
  if (reason === "open-issuer") return [...atOpenIssuer(trust, guard, ref), own];
  if (reason === "other-issuer" || own.outcome === "no token") return [own];
  const idTokens = idTokenAttempt(guard, ref, model, reason === "not-in-audience");
  if (reason === "not-in-audience") return [own, ...idTokens];
  if (model.kind === "entra" || model.kind === "b2c")
    return [{ ref, grants: declared, outcome: outcomeOf(guard, ref.issuer, declared) }];
  const scopes = grantable(model, ref.client);
  const alone = model.kind === "cognito" ? eachOfPool(guard, ref, scopes) : eachAlone(guard, ref, ref.issuer, scopes);
  const together: readonly Attempt[] =
    declared.length > 1 && allowed ? [{ ref, grants: declared, outcome: "admitted" }] : [];
  return [...alone, ...together, ...idTokens];
}

/**
 * The ID token of somebody who signed in to a client of a user pool, which has the client as its audience and carries no
 * scope: a JWT authorizer admits it where the route asks for none (`decide`), a Lambda authorizer of ours never does.
 */
function idTokenAttempt(
  guard: RouteGuard,
  { issuer, client }: ClientRef,
  model: IssuerModel,
  isForeign: boolean,
): readonly Attempt[] {
  const settings = model.kind === "cognito" ? model.clients[client] : undefined;
  if (settings?.kind !== "interactive" || !settings.scopes.includes("openid")) return [];
  const outcome = isForeign || guard.kind === "lambda" ? "invalid" : outcomeOf(guard, issuer, []);
  return [{ ref: { issuer, client, idToken: true }, grants: settings.scopes, outcome }];
}

/** An attempt in words: `okta/reader with keys.read`. */
export function describeAttempt({ ref, grants }: Pick<Attempt, "ref" | "grants">): string {
  const { issuer, client, at, idToken } = ref;
  const what = idToken === true ? ", an ID token" : ` with ${listed(grants)}`;
  return `${issuer}/${client}${at === undefined ? "" : ` at ${at}`}${what}`;
}

/** At those of the route's issuers that know the client too, and give every application a token. */
function atOpenIssuer(trust: DeployedTrust, guard: RouteGuard, ref: ClientRef): readonly Attempt[] {
  const own = trust.issuers[ref.issuer];
  return guard.admits.flatMap(({ issuerName: at }): readonly Attempt[] => {
    const [model, deployed] = [trust.model.issuers[at], trust.issuers[at]];
    if (at === ref.issuer || !model || !deployed || !own || !sharesClients(own, deployed)) return [];
    if (!isOpenIssuer(model)) return [];
    return model.kind === "okta"
      ? eachAlone(guard, { ...ref, at }, at, grantableScopes(model, "any-application"))
      : [{ ref: { ...ref, at }, grants: [], outcome: outcomeOf(guard, at, []) }];
  });
}

function eachAlone(guard: RouteGuard, ref: ClientRef, issuer: string, scopes: readonly string[]): readonly Attempt[] {
  return each(
    guard,
    ref,
    issuer,
    scopes.map((scope) => [scope]),
  );
}

/** What a client of a user pool can get alone; some scopes Cognito gives beside `openid` and no other way. */
function eachOfPool(guard: RouteGuard, ref: ClientRef, scopes: readonly string[]): readonly Attempt[] {
  const sets = scopes.map((scope) => (besideOpenId.includes(scope) ? [scope, "openid"] : [scope]));
  return each(guard, ref, ref.issuer, sets);
}

function each(
  guard: RouteGuard,
  ref: ClientRef,
  issuer: string,
  sets: readonly (readonly string[])[],
): readonly Attempt[] {
  return sets.map((grants) => ({ ref, grants, outcome: outcomeOf(guard, issuer, grants) }));
}

const outcomeOf = (guard: RouteGuard, issuer: string, granted: readonly string[]): "admitted" | "insufficient" =>
  opens(guard, issuer, granted) ? "admitted" : "insufficient";

/** What the client asks for; where its policies do not grant all of that, something that they do. */
function obtainable(model: IssuerModel, client: string, declared: readonly string[]): readonly string[] {
  if (model.kind !== "okta") return declared;
  const can = grantable(model, client);
  return declared.every((scope) => can.includes(scope)) ? declared : can.slice(0, 1);
}
