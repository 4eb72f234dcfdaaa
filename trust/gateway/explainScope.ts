import { describePath } from "../describeFaults.ts";
import { parseCognitoIssuer } from "./cognitoIssuer.ts";
import type { Claims, Refused } from "./Decision.ts";
import type { Advice, DecisionContext } from "./explainDecision.ts";
import { isIdToken, sendAccessToken } from "./isIdToken.ts";
import { parseMicrosoftIssuer } from "./microsoftIssuer.ts";

/** Says why no scope of the token is one of the route's, by what tokens of its issuer carry. */
export function explainScope(refused: Refused, context: DecisionContext): Advice {
  const { claims, config } = context;
  const holdsNone = Array.isArray(refused.actual) && refused.actual.length === 0;
  if (holdsNone && isIdToken(claims)) {
    const summary = "the token is an ID token, which holds no scope.";
    return { summary, change: [sendAccessToken] };
  }
  const kind = parseMicrosoftIssuer(config.issuer)?.kind;
  if (kind === "entra" && holdsNone) return appOnly(claims, context);
  const summary = `the token is valid but holds ${holdsNone ? "no scope" : "none of the route's scopes"}.`;
  if (kind !== undefined) return { summary, change: changeAtMicrosoft(context) };
  const isCognito = parseCognitoIssuer(config.issuer) !== undefined;
  return { summary, change: isCognito ? changeAtCognito(context) : changeAtOkta(context) };
}

/** The config's key of the route's scopes, or what it is about where the route is not known. */
export function scopesKey({ route }: DecisionContext): string {
  return routeKey(route, "scopes") ?? "the route's scopes";
}

function routeKey(route: DecisionContext["route"], setting?: string): string | undefined {
  if (route === undefined) return undefined;
  const path = ["crosstrust:apis", route.api, "routes", route.key];
  return describePath(setting === undefined ? path : [...path, setting]);
}

function appOnly(claims: Claims | undefined, context: DecisionContext): Advice {
  const roles = Array.isArray(claims?.["roles"]) ? claims["roles"].filter((role) => typeof role === "string") : [];
  const route = routeKey(context.route) ?? "the route";
  const wanted = roles.length > 0 ? "the roles that it should have" : "roles";
  const change = [
    `To look at roles, give ${route} authorizer: lambda, and ${wanted} instead of scopes.`,
    `To go by the audience alone, set ${scopesKey(context)} to [].`,
  ];
  const summary = `the token is app-only: it carries ${roles.length > 0 ? "roles" : "no roles"} and no scp, so no scope of a route can admit it.`;
  return { summary, change };
}

function changeAtMicrosoft(context: DecisionContext): readonly string[] {
  const { config, route } = context;
  const clients = route ? describePath(["crosstrust:issuers", route.issuer, "clients"]) : "the issuer's clients";
  return [
    `Assign the client a role of the route (${config.scopes.join(" or ")}) in ${clients}: its tokens carry its roles in scp.`,
    "Then fetch a fresh token: what was assigned later is not in it.",
    addScope(context),
  ];
}

function changeAtOkta(context: DecisionContext): readonly string[] {
  const { config, route } = context;
  const change = [`Name ${config.scopes.join(" or ")} in the token request (scope=${config.scopes[0] ?? ""}).`];
  if (route === undefined) return change;
  const issuer = describePath(["crosstrust:issuers", route.issuer]);
  return [
    ...change,
    `If Okta refuses that, let the client have the scope: ${issuer}.clients, and .accessPolicies if declared.`,
    addScope(context),
  ];
}

function changeAtCognito(context: DecisionContext): readonly string[] {
  const { config, route } = context;
  const clients = route ? describePath(["crosstrust:issuers", route.issuer, "clients"]) : "the issuer's clients";
  return [
    `Name ${config.scopes.join(" or ")} in the token request (scope=${config.scopes[0] ?? ""}).`,
    `If Cognito refuses that (invalid_scope), let the client have the scope: ${clients}.`,
    "Tokens of people who signed in by API, not at the pages, carry aws.cognito.signin.user.admin alone.",
    addScope(context),
  ];
}

function addScope(context: DecisionContext): string {
  return `If the token should do as it is, add its scope to ${scopesKey(context)}: one of those listed is enough.`;
}
