import { issuerPath, issuersOfKind } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";
import { aboveLimit } from "./limits.ts";

/** @param days for which a temporary password is good */
export function longTemporaryPassword(days: number, limit: number): Breach | undefined {
  return aboveLimit(days, limit, "days", {
    message: "Temporary passwords are good for long.",
    gains: "Whoever reads the message with such a password takes the account before its owner does.",
  });
}

export const judgeTemporaryPassword: PolicyJudge = ({ model, limits }) =>
  issuersOfKind(model, "cognito").flatMap(([issuer, { passwords }]) => {
    const breach = longTemporaryPassword(passwords.temporaryDays, limits.temporaryPasswordDays);
    if (breach === undefined) return [];
    const place = issuerPath(issuer, "passwords");
    const advice = "shorten temporaryDays, or raise crosstrust:policy.limits.temporaryPasswordDays for the whole stack";
    return [{ ...breach, place, path: [...place, "temporaryDays"], advice }];
  });
