import { apiPath } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

/** @param days that access logs are kept in production; undefined where there are none */
export function shortLogs(days: number | undefined, limit: number): Breach | undefined {
  if (days === undefined) {
    return { message: "In production, the API keeps no access log.", expected: "an access log", actual: "none" };
  }
  if (days >= limit) return undefined;
  return {
    message: "In production, access logs are gone before anyone looks for them.",
    expected: `at least ${limit} days`,
    actual: `${days} days`,
  };
}

export const judgeAccessLogs: PolicyJudge = ({ model, production, limits }) =>
  Object.entries(model.apis).flatMap(([api, { accessLogs }]) => {
    const breach = production ? shortLogs(accessLogs.retentionDays, limits.accessLogDays) : undefined;
    if (breach === undefined) return [];
    const place = apiPath(api, "accessLogs");
    const advice = "raise retentionDays";
    return [{ ...breach, place, path: [...place, "retentionDays"], advice }];
  });
