import { allScopes as breachOf } from "../../trust/policy/judges/allScopes.ts";
import { textsOf } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

export const allScopes: ResourceJudges = {
  "okta:auth/serverPolicyRule:ServerPolicyRule": (rule) => breachOf(textsOf(rule, "scopeWhitelists")),
};
