import { issuerPath, issuersOfKind } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

/** @param scopes of an access rule, `*` for all of them, as Okta has it */
export function allScopes(scopes: readonly string[]): Breach | undefined {
  if (!scopes.includes("*")) return undefined;
  return {
    message: "The access rule grants all scopes.",
    gains: "The clients of its policy get every scope of the server, those added later and by hand among them.",
    expected: "the scopes that it grants",
    actual: "all",
  };
}

export const judgeAllScopes: PolicyJudge = ({ model }) =>
  issuersOfKind(model, "okta").flatMap(([issuer, { accessPolicies }]) =>
    accessPolicies.flatMap(({ name, rules }) =>
      rules.flatMap((rule) => {
        const breach = allScopes(rule.scopes === "all" ? ["*"] : []);
        if (breach === undefined) return [];
        const place = issuerPath(issuer, "accessPolicies", name, "rules", rule.name);
        return [{ ...breach, place, path: [...place, "scopes"], advice: "list the scopes" }];
      }),
    ),
  );
