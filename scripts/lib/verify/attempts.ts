import { isOpenIssuer } from "../../../trust/access/obtainable.ts";
import { grantableScopes } from "../../../trust/access/oktaGrants.ts";
import type { AccessClient, AccessRow } from "../../../trust/accessMatrix.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { IssuerModel } from "../../../trust/TrustModel.ts";
import { declaredGrants, getsToken, grantable, sharesClients } from "./clientTokens.ts";
import { opens } from "./RouteUnderTest.ts";
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
 * asks for together; Microsoft gives a client one kind of token, with all its roles. A client of an issuer that the route
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
  if (reason === "other-issuer" || reason === "not-in-audience" || own.outcome === "no token") return [own];
  if (model.kind === "entra" || model.kind === "b2c")
    return [{ ref, grants: declared, outcome: outcomeOf(guard, ref.issuer, declared) }];
  const alone = eachAlone(guard, ref, ref.issuer, grantable(model, ref.client));
  return declared.length > 1 && allowed ? [...alone, { ref, grants: declared, outcome: "admitted" }] : alone;
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
  return scopes.map((scope) => ({ ref, grants: [scope], outcome: outcomeOf(guard, issuer, [scope]) }));
}

const outcomeOf = (guard: RouteGuard, issuer: string, granted: readonly string[]): "admitted" | "insufficient" =>
  opens(guard, issuer, granted) ? "admitted" : "insufficient";

/** What the client asks for; where its policies do not grant all of that, something that they do. */
function obtainable(model: IssuerModel, client: string, declared: readonly string[]): readonly string[] {
  if (model.kind !== "okta") return declared;
  const can = grantable(model, client);
  return declared.every((scope) => can.includes(scope)) ? declared : can.slice(0, 1);
}
