import { issuerPath, issuersOfKind } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";
import { aboveLimit } from "./limits.ts";

/** @param days that a refresh token lives; Infinity where it does not end */
export function longRefresh(days: number, limit: number): Breach | undefined {
  const gains = "Whoever has a refresh token of somebody's makes new tokens for as long.";
  if (days === Infinity) {
    return { message: "Its refresh tokens never end.", gains, expected: `at most ${limit} days` };
  }
  return aboveLimit(days, limit, "days", { message: "Its refresh tokens live long.", gains });
}

export const judgeRefreshLifetime: PolicyJudge = ({ model, limits }) =>
  issuersOfKind(model, "cognito").flatMap(([issuer, { clients }]) =>
    Object.entries(clients).flatMap(([name, client]) => {
      const breach =
        client.kind === "interactive" ? longRefresh(client.tokens.refreshDays, limits.refreshTokenDays) : undefined;
      if (breach === undefined) return [];
      const place = issuerPath(issuer, "clients", name);
      const advice = "shorten it, or raise crosstrust:policy.limits.refreshTokenDays for the whole stack";
      return [{ ...breach, place, path: [...place, "tokens", "refreshDays"], advice }];
    }),
  );
