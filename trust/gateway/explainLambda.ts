import type { AccessCheck, AccessTable, RefusedAccess } from "../../components/aws/authorizer/decideAccess.mjs";
import { describePath } from "../describeFaults.ts";
import type { TokenRequirement } from "../TrustModel.ts";
import type { Claims } from "./Decision.ts";
import type { LambdaDecision } from "./decideLambda.ts";
import { type Advice, type Explanation, explainDecision, inWords } from "./explainDecision.ts";
import { isIdToken, sendAccessToken } from "./isIdToken.ts";

/** What is known around a decision of the Lambda authorizer. */
export interface LambdaDecisionContext {
  readonly table: AccessTable;
  readonly route: { readonly api: string; readonly key: string };
  /** When the decision was made. */
  readonly now: Date;
  /** How long API Gateway keeps answers. */
  readonly cacheSeconds: number;
  /** The token's claims, decoded; they need not be verified. */
  readonly claims?: Claims;
}

/** How a token stands with one of the requirements of a route, any of which is enough. */
export interface RequirementExplanation {
  /** By the name of the config. */
  readonly issuer: string;
  /** `workforce with the role Orders.Export` */
  readonly admits: string;
  readonly admitted: boolean;
  readonly check?: AccessCheck;
  readonly summary: string;
  readonly change: readonly string[];
}

export interface LambdaExplanation extends Omit<Explanation, "check"> {
  readonly check?: AccessCheck;
  /** Each requirement of the route, in the route's order. */
  readonly requirements: readonly RequirementExplanation[];
}

/**
 * Says which check decided, what it wanted, what the token had and what to change, for the route and for each of its
 * requirements.
 * @param decision on the route as a whole
 * @param each the decision on each requirement as if the route had no other
 */
export function explainLambda(
  decision: LambdaDecision,
  each: readonly (readonly [TokenRequirement, LambdaDecision])[],
  context: LambdaDecisionContext,
): LambdaExplanation {
  const requirements = each.map(([requirement, one]) => explainRequirement(requirement, one, context));
  const kept =
    context.cacheSeconds > 0
      ? [`API Gateway keeps each answer for ${context.cacheSeconds} s, for this route alone.`]
      : [];
  if (decision.admitted) {
    const summary = requirements.find(({ admitted, issuer }) => admitted && issuer === decision.issuer)?.summary;
    return { admitted: true, summary: summary ?? "Admitted.", change: kept, requirements };
  }
  const [nearest] = requirements.toSorted((one, other) => progress(other.check) - progress(one.check));
  const { summary, change } = adviseOnRoute(decision, nearest, context);
  const expected = inWords(decision.expected);
  const actual = inWords(decision.actual);
  return {
    admitted: false,
    status: decision.check === "identity-source" ? 401 : 403,
    check: decision.check,
    summary,
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    change: [...change, ...kept],
    requirements,
  };
}

/** The checks in their order: the further a token gets, the nearer it is to be admitted. */
const order: Readonly<Record<AccessCheck, number>> = {
  route: 0,
  "identity-source": 1,
  structure: 2,
  algorithm: 3,
  issuer: 4,
  audience: 5,
  discovery: 6,
  jwks: 7,
  "key-id": 8,
  signature: 9,
  expiry: 10,
  "not-before": 11,
  "issued-at": 12,
  scope: 13,
  role: 14,
  client: 15,
};

function progress(check: AccessCheck | undefined): number {
  return check === undefined ? Infinity : order[check];
}

function adviseOnRoute(
  { check, actual }: RefusedAccess,
  nearest: RequirementExplanation | undefined,
  { route }: LambdaDecisionContext,
): Advice {
  if (nearest === undefined || check === "route") {
    return {
      summary: `403 Forbidden: the authorizer knows of no route ${route.key}, so it admits nobody there.`,
      change: ["Run `pulumi up`: the authorizer's table and the API's routes do not fit together."],
    };
  }
  if (check === "issuer" && typeof actual === "string" && nearest.check === "issuer") {
    return { ...nearest, change: [...nearest.change, `Or let the route admit that issuer: ${issuersKey(route)}.`] };
  }
  return nearest;
}

function explainRequirement(
  requirement: TokenRequirement,
  decision: LambdaDecision,
  context: LambdaDecisionContext,
): RequirementExplanation {
  const { issuer } = requirement;
  const admits = describeRequirement(requirement);
  if (!decision.admitted) {
    const { summary, change } = adviseOn(decision, requirement, context);
    return { issuer, admits, admitted: false, check: decision.check, summary, change };
  }
  const summary =
    decision.matched === null
      ? `Admitted: ${issuer} is asked for neither scopes nor roles, so every access token of its audience passes.`
      : `Admitted: the token of ${issuer} holds ${decision.matched.join(", ")}, and one is enough.`;
  return { issuer, admits, admitted: true, summary, change: [] };
}

function describeRequirement({ issuer, scopes, roles }: TokenRequirement): string {
  const asked = [...listed("scope", scopes), ...listed("role", roles)];
  return asked.length === 0 ? `every access token of ${issuer}` : `${issuer} with ${asked.join(" and ")}`;
}

function listed(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`the ${what} ${names.join(" or ")}`];
}

/** Where the two authorizers decide alike, the JWT authorizer's words are said; where not, the Lambda authorizer's own. */
function adviseOn(
  { check, expected, actual }: RefusedAccess,
  requirement: TokenRequirement,
  { table, route, now, claims }: LambdaDecisionContext,
): Advice {
  const forbidden = (summary: string, ...change: string[]): Advice => ({
    summary: `403 Forbidden: ${summary}`,
    change,
  });
  const { issuer } = requirement;
  switch (check) {
    case "route":
      return forbidden("the authorizer knows of no such route.");
    case "role":
      return isIdToken(claims)
        ? forbidden("the token is an ID token, and its roles are a person's.", sendAccessToken)
        : forbidden(
            "the token is valid but holds none of the route's roles.",
            `Assign the client one of them (${describePath(["crosstrust:issuers", issuer, "clients"])}), run \`pulumi up\` and fetch a fresh token.`,
            `If the token should do as it is, add its role to ${rolesKey(route, table, issuer)}: one of those listed is enough.`,
          );
    case "client":
      return forbidden("the token names no client: it is an ID token.", sendAccessToken);
    case "discovery":
    case "jwks":
      return forbidden(
        `the ${check === "jwks" ? "key set" : "discovery document"} of ${issuer} could not be used, so none of its tokens pass.`,
        `Look for ${inWords(expected) ?? "it"}: within 3 s, with status 200, no redirect and at most 150,000 bytes.`,
        "The authorizer asks again after 2 s.",
      );
    case "key-id":
      return forbidden(
        `no RSA key of ${issuer} has the token's key id.`,
        "Fetch a fresh token: after a rotation, tokens signed with a key that was removed do not come back.",
        "For a key id that it does not know, the authorizer asks the issuer again at most every 30 s.",
      );
    case "identity-source":
    case "structure":
    case "algorithm":
    case "issuer":
    case "audience":
    case "signature":
    case "expiry":
    case "not-before":
    case "issued-at":
    case "scope": {
      const { iss = "", audiences = [] } = table.issuers[issuer] ?? {};
      const { summary, change } = explainDecision(
        { admitted: false, status: check === "identity-source" ? 401 : 403, check, expected, actual },
        { config: { issuer: iss, audiences, scopes: requirement.scopes }, now, ...(claims && { claims }) },
      );
      return { summary, change };
    }
  }
}

type Route = LambdaDecisionContext["route"];

function issuersKey({ api, key }: Route): string {
  return describePath(["crosstrust:apis", api, "routes", key, "issuers"]);
}

/** A route with one issuer names it directly, one with several has a mapping. */
function rolesKey({ api, key }: Route, { routes }: AccessTable, issuer: string): string {
  const path = ["crosstrust:apis", api, "routes", key];
  return describePath((routes[key]?.length ?? 0) > 1 ? [...path, "issuers", issuer, "roles"] : [...path, "roles"]);
}
