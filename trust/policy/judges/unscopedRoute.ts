import { apiPath } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

/** @param issuer by its name, where it has one */
export function unscopedRoute(requirements: readonly string[], issuer?: string): Breach | undefined {
  if (requirements.length > 0) return undefined;
  const named = issuer ?? "the issuer";
  return {
    message: `The route admits every token that ${named} signs for the API.`,
    gains: `Every client and person who can get any token of ${named} for the API, ID tokens among them.`,
    expected: "at least one scope or role",
  };
}

/** Outside production a warning: an API is tried out before it has scopes. */
export const judgeUnscopedRoute: PolicyJudge = ({ model, production }) =>
  Object.entries(model.apis).flatMap(([api, { routes }]) =>
    routes.flatMap(({ key, access }) => {
      if (access.kind === "public") return [];
      const admitted = access.kind === "jwt" ? [{ ...access, roles: [] }] : access.admits;
      return admitted.flatMap(({ issuer, scopes, roles }) => {
        const breach = unscopedRoute([...scopes, ...roles], issuer);
        if (breach === undefined) return [];
        const advice = "declare a scope or role at the issuer, give it to the clients that may call, and name it here";
        const severity = production ? ("error" as const) : ("warning" as const);
        const of = access.kind === "lambda" && access.admits.length > 1 ? `issuer ${issuer}` : undefined;
        return [{ ...breach, place: apiPath(api, "routes", key), ...(of && { of }), severity, advice }];
      });
    }),
  );
