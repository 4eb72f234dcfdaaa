import { accountCallers as breach } from "../../trust/policy/judges/accountCallers.ts";
import type { Breach } from "../../trust/policy/PolicyJudge.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";
import { trustStatements } from "./trustStatements.ts";

const anybody: Breach = {
  message: "Anybody's account may take the role.",
  gains: "Every principal of every AWS account that meets the conditions, if there are any.",
  expected: "the principals that may, by ARN",
  actual: "*",
};

/** An account stands there by its id, or as its root. */
const account = /^(?:\d{12}|arn:aws[\w-]*:iam::\d{12}:root)$/;

export const accountCallers: ResourceJudges = {
  "aws:iam/role:Role": (role, { production }) => {
    const callers = trustStatements(role).flatMap(({ aws }) => aws);
    if (callers.includes("*")) return anybody;
    return production && callers.some((caller) => account.test(caller)) ? breach : undefined;
  },
};
