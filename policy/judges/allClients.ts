import { allClients as breachOf } from "../../trust/policy/judges/allClients.ts";
import { textsOf } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

export const allClients: ResourceJudges = {
  "okta:auth/serverPolicy:ServerPolicy": (policy) => breachOf(textsOf(policy, "clientWhitelists")),
};
