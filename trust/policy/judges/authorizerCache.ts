import { apiPath } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";
import { aboveLimit } from "./limits.ts";

/** @param seconds for which an authorizer's answer is kept */
export function longCache(seconds: number, limit: number): Breach | undefined {
  return aboveLimit(seconds, limit, "seconds", {
    message: "The authorizer's answers are kept long.",
    gains: "Whoever lost access, or whose token ended, still passes for as long.",
  });
}

export const judgeAuthorizerCache: PolicyJudge = ({ model, limits }) =>
  Object.entries(model.apis).flatMap(([api, { lambdaAuthorizer }]) => {
    const breach = longCache(lambdaAuthorizer?.cacheSeconds ?? 0, limits.authorizerCacheSeconds);
    if (breach === undefined) return [];
    const place = apiPath(api, "lambdaAuthorizer");
    const advice = "shorten cacheSeconds, or raise crosstrust:policy.limits.authorizerCacheSeconds for the whole stack";
    return [{ ...breach, place, path: [...place, "cacheSeconds"], advice }];
  });
