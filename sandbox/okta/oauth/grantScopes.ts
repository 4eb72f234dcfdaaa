import { OAuthError } from "../errors.ts";
import { isMember } from "../people/membership.ts";
import type { App, AuthorizationServer, Org, Policy, Rule, Scope, User } from "../state.ts";

/** What the access policies grant. */
export interface Grant {
  readonly scopes: readonly string[];
  readonly rule: Rule;
}

/**
 * What a client gets for its client credentials: policies in order of priority, in each its rules, the first rule that
 * covers the request deciding. A rule that does not cover every scope that was asked for is passed over. Without a scope
 * in the request, the default scopes that the rule allows are granted. Refusals are Okta's
 * (developer.okta.com/docs/reference/error-codes, OAuth errors).
 */
export function grantScopes(server: AuthorizationServer, app: App, scope: string | null): Grant {
  const requested = [...new Set((scope ?? "").split(" ").filter((name) => name !== ""))];
  return requested.length > 0 ? grantRequested(server, app, requested) : grantDefaults(server, app);
}

function grantRequested(server: AuthorizationServer, app: App, requested: readonly string[]): Grant {
  const scopes = requested.map((name) => server.scopes.find((scope) => scope.name === name));
  if (scopes.includes(undefined)) {
    throw new OAuthError(
      400,
      "invalid_scope",
      "One or more scopes are not configured for the authorization server resource.",
    );
  }
  if (scopes.some((scope) => scope?.system)) {
    throw new OAuthError(400, "invalid_scope", "Cannot request 'openid' scopes using client credentials.");
  }
  refuseConsent(scopes.filter((scope) => scope !== undefined));
  for (const rule of rulesFor(server, app, "client_credentials")) {
    if (requested.every((name) => covers(rule, name))) return { scopes: requested, rule };
  }
  throw noMatchingPolicy();
}

function grantDefaults(server: AuthorizationServer, app: App): Grant {
  const defaults = server.scopes.filter((scope) => scope.default);
  if (defaults.length === 0) throw scopeMissing();
  for (const rule of rulesFor(server, app, "client_credentials")) {
    const allowed = defaults.filter(({ name }) => covers(rule, name));
    if (allowed.length === 0) continue;
    refuseConsent(allowed);
    return { scopes: allowed.map(({ name }) => name), rule };
  }
  throw noMatchingPolicy();
}

/** Nobody is there to consent. */
function refuseConsent(scopes: readonly Scope[]): void {
  const names = scopes.filter(({ consent }) => consent === "REQUIRED").map(({ name }) => name);
  if (names.length === 0) return;
  throw new OAuthError(
    400,
    "consent_required",
    `The following scopes require user consent and cannot be granted for the client credentials grant type: [${names.join(", ")}].`,
  );
}

/**
 * What somebody who signed in gives an application: every scope that was asked for, by the first rule that covers the
 * person and the scopes. Those of OpenID Connect need no mention in a rule, but a rule (Okta, "OpenID Connect & OAuth 2.0",
 * subtle behavior).
 * @param requested names of scopes
 */
export function grantToUser(
  org: Org,
  server: AuthorizationServer,
  app: App,
  user: User,
  requested: readonly string[],
): Grant {
  for (const rule of rulesFor(server, app, "authorization_code")) {
    const allows = (name: string) =>
      covers(rule, name) || server.scopes.some((scope) => scope.name === name && scope.system);
    if (concernsUser(org, rule, user) && requested.every(allows)) return { scopes: requested, rule };
  }
  throw noMatchingPolicy();
}

/** A rule that names nobody is for nobody. */
function concernsUser(org: Org, { users, groups }: Rule, user: User): boolean {
  const isIn = (id: string) => id === "EVERYONE" || isMember(org, id, user);
  if (users.exclude.includes(user.id) || (groups.exclude ?? []).some(isIn)) return false;
  return (users.include ?? []).some((id) => id === "EVERYONE" || id === user.id) || groups.include.some(isIn);
}

/** The rules that a request for a grant is judged by, in order. */
function* rulesFor(server: AuthorizationServer, app: App, grantType: string): Generator<Rule> {
  for (const policy of server.policies) {
    if (policy.status !== "ACTIVE" || !concerns(policy, app)) continue;
    for (const rule of policy.rules) {
      if (rule.status === "ACTIVE" && rule.grantTypes.includes(grantType)) yield rule;
    }
  }
}

function concerns({ clients }: Policy, { clientId }: App): boolean {
  return clients.includes("ALL_CLIENTS") || clients.includes(clientId);
}

function covers({ scopes }: Rule, name: string): boolean {
  return scopes.includes("*") || scopes.includes(name);
}

/** 401, as Okta's own list has it; another status is in older reports. */
function noMatchingPolicy(): OAuthError {
  return new OAuthError(
    401,
    "access_denied",
    "Policy evaluation failed for this request, please check the policy configurations.",
  );
}

/** For a request that names no scope, where there is none to grant by default. */
export function scopeMissing(): OAuthError {
  return new OAuthError(
    400,
    "invalid_scope",
    "The authorization server resource does not have any configured default scopes, 'scope' must be provided.",
  );
}
