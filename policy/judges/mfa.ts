import { passwordAlone } from "../../trust/policy/judges/mfa.ts";
import { isGiven, textOf } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

export const mfa: ResourceJudges = {
  "aws:cognito/userPool:UserPool": (pool, { production }) => {
    const setting = isGiven(pool, "mfaConfiguration") ? textOf(pool, "mfaConfiguration") : "OFF";
    return production ? passwordAlone(setting === "OFF") : undefined;
  },
};
