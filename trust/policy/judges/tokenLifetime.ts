import { isDerivedPolicy } from "../../settings/accessPolicies.ts";
import { issuerPath, issuersOfKind } from "../places.ts";
import type { Breach, PolicyJudge, PolicySubject, Violation } from "../PolicyJudge.ts";
import { aboveLimit } from "./limits.ts";

/** @param kind of token @param minutes that it lives */
export function longToken(kind: "access" | "ID", minutes: number, limit: number): Breach | undefined {
  return aboveLimit(minutes, limit, "minutes", {
    message: `Its ${kind} tokens live long.`,
    gains: "Whoever has a token of somebody's can use it for as long: nothing takes it back.",
  });
}

const advice = "shorten it, or raise crosstrust:policy.limits.accessTokenMinutes for the whole stack";

export const judgeTokenLifetime: PolicyJudge = (subject) => [...oktaTokens(subject), ...cognitoTokens(subject)];

function oktaTokens({ model, limits }: PolicySubject): readonly Violation[] {
  return issuersOfKind(model, "okta").flatMap(([issuer, { accessPolicies }]) => {
    const violations = accessPolicies.flatMap((policy) =>
      policy.rules.flatMap((rule): readonly Violation[] => {
        const breach = longToken("access", rule.accessTokenMinutes, limits.accessTokenMinutes);
        if (breach === undefined) return [];
        // Derived policies are nowhere in the config: one setting of the issuer says how long their tokens live.
        const derived = isDerivedPolicy(policy);
        const place = derived
          ? issuerPath(issuer)
          : issuerPath(issuer, "accessPolicies", policy.name, "rules", rule.name);
        const path = derived ? issuerPath(issuer, "accessTokenMinutes") : [...place, "accessTokenMinutes"];
        return [{ ...breach, place, path, advice }];
      }),
    );
    return violations.filter(
      ({ place }, index) => violations.findIndex((other) => other.place.join() === place.join()) === index,
    );
  });
}

function cognitoTokens({ model, limits }: PolicySubject): readonly Violation[] {
  return issuersOfKind(model, "cognito").flatMap(([issuer, { clients }]) =>
    Object.entries(clients).flatMap(([name, { kind, tokens }]) => {
      const place = issuerPath(issuer, "clients", name);
      const lifetimes = [
        ["access", "accessMinutes", tokens.accessMinutes],
        ...(kind === "interactive" && "idMinutes" in tokens ? [["ID", "idMinutes", tokens.idMinutes] as const] : []),
      ] as const;
      return lifetimes.flatMap(([token, setting, minutes]) => {
        const breach = longToken(token, minutes, limits.accessTokenMinutes);
        const path = [...place, "tokens", setting];
        return breach === undefined ? [] : [{ ...breach, place, of: `${token} tokens`, path, advice }];
      });
    }),
  );
}
