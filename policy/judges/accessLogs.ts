import { shortLogs } from "../../trust/policy/judges/accessLogs.ts";
import { isGiven } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

export const accessLogs: ResourceJudges = {
  "aws:apigatewayv2/stage:Stage": (stage, { production, limits }) =>
    production && !isGiven(stage, "accessLogSettings") ? shortLogs(undefined, limits.accessLogDays) : undefined,
};
