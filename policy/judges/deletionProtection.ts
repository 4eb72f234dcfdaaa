import { unprotectedPool } from "../../trust/policy/judges/deletionProtection.ts";
import { isGiven, textOf } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

export const deletionProtection: ResourceJudges = {
  "aws:cognito/userPool:UserPool": (pool, { production }) => {
    const setting = textOf(pool, "deletionProtection");
    const unknown = setting === undefined && isGiven(pool, "deletionProtection");
    return production && !unknown ? unprotectedPool(setting === "ACTIVE") : undefined;
  },
};
