import { unscopedRoute as breachOf } from "../../trust/policy/judges/unscopedRoute.ts";
import { isGiven, textOf, valueOf, type Properties } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

/** With a Lambda authorizer it is the function that asks for scopes, and nothing here shows which. */
export const unscopedRoute: ResourceJudges = {
  "aws:apigatewayv2/route:Route": (route) =>
    textOf(route, "authorizationType") === "JWT" && !mayHaveScopes(route) ? breachOf([]) : undefined,
};

/** Scopes that are not known yet are scopes. */
function mayHaveScopes(route: Properties): boolean {
  if (!isGiven(route, "authorizationScopes")) return false;
  const scopes = valueOf(route, "authorizationScopes");
  return scopes === undefined || (Array.isArray(scopes) && scopes.length > 0);
}
