import { longCache } from "../../trust/policy/judges/authorizerCache.ts";
import { numberOf, textOf } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

/** Of both kinds of API (API Gateway API references, CreateAuthorizer). */
const defaultSeconds = 300;

export const authorizerCache: ResourceJudges = {
  "aws:apigatewayv2/authorizer:Authorizer": (authorizer, { limits }) =>
    textOf(authorizer, "authorizerType") === "REQUEST"
      ? longCache(numberOf(authorizer, "authorizerResultTtlInSeconds") ?? defaultSeconds, limits.authorizerCacheSeconds)
      : undefined,
  "aws:apigateway/authorizer:Authorizer": (authorizer, { limits }) =>
    longCache(numberOf(authorizer, "authorizerResultTtlInSeconds") ?? defaultSeconds, limits.authorizerCacheSeconds),
};
