import { catchAllRoute, publicRoute as breachOf } from "../../trust/policy/judges/publicRoute.ts";
import { isGiven, textOf } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

export const publicRoute: ResourceJudges = {
  // A route without an authorization type is open (API Gateway v2 API reference, CreateRoute).
  "aws:apigatewayv2/route:Route": (route, { publicRoutes }) => {
    const type = isGiven(route, "authorizationType") ? textOf(route, "authorizationType") : "NONE";
    const key = textOf(route, "routeKey");
    if (type !== "NONE" || key === undefined) return undefined;
    return catchAllRoute(key) ?? breachOf(key, publicRoutes);
  },
};
