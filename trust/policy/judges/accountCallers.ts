import { relyingPartiesOfKind, relyingPartyPath } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

/** Of a role in production that the whole account may take, as far as IAM policies let it. */
export const accountCallers: Breach = {
  message: "In production, the whole account may take the role.",
  gains: "Every principal of the account whose own policies allow it, whoever writes those.",
  expected: "the principals that may, by ARN",
  actual: "the account",
};

export const judgeAccountCallers: PolicyJudge = ({ model, production }) =>
  relyingPartiesOfKind(model, "s3-access-grants").flatMap(([party, { callers }]) => {
    if (!production || callers !== "account") return [];
    const place = relyingPartyPath(party);
    const advice = "list the ARNs of the roles and users that exchange tokens under callers";
    return [{ ...accountCallers, place, path: [...place, "callers"], advice }];
  });
