import { issuerPath, issuersOfKind } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

/** Of a user pool in production. */
export function unprotectedPool(isProtected: boolean): Breach | undefined {
  if (isProtected) return undefined;
  return {
    message: "In production, AWS would delete the user pool with all accounts in it.",
    expected: "deletion protection",
    actual: "none",
  };
}

export const judgeDeletionProtection: PolicyJudge = ({ model, production }) =>
  issuersOfKind(model, "cognito").flatMap(([issuer, { deletionProtection }]) => {
    const breach = production ? unprotectedPool(deletionProtection) : undefined;
    if (breach === undefined) return [];
    const place = issuerPath(issuer);
    return [{ ...breach, place, path: [...place, "deletionProtection"], advice: "set deletionProtection: true" }];
  });
