import { parseRouteKey } from "../../gateway/routeKey.ts";
import { apiPath } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

const gains = "Everybody who can reach the API, without a token.";

/** @param listed the keys of the routes that are meant to be public */
export function publicRoute(key: string, listed: readonly string[]): Breach | undefined {
  return listed.includes(key)
    ? undefined
    : { message: "The route is public, and is not listed as one that is meant to be.", gains, actual: key };
}

/** `$default`, `ANY` and `{proxy+}`: such a route takes whatever no other does, paths among them that nobody has thought of. */
export function catchAllRoute(key: string): Breach | undefined {
  const route = parseRouteKey(key);
  const isOne =
    !("message" in route) && route.method !== "ANY" && route.segments?.every(({ kind }) => kind !== "greedy");
  if (isOne) return undefined;
  return {
    message: "The route is public, and takes more than one method and path.",
    gains,
    expected: "each method and path that is public as a route of its own",
    actual: key,
  };
}

export const judgePublicRoute: PolicyJudge = ({ model, production, publicRoutes }) =>
  Object.entries(model.apis).flatMap(([api, { routes }]) =>
    routes.flatMap(({ key, access }) => {
      if (access.kind !== "public") return [];
      const breach = catchAllRoute(key) ?? (production ? publicRoute(key, publicRoutes[api] ?? []) : undefined);
      if (breach === undefined) return [];
      const advice = breach.expected ?? `name an issuer; or list it under crosstrust:policy.publicRoutes.${api}`;
      return [{ ...breach, place: apiPath(api, "routes", key), advice }];
    }),
  );
