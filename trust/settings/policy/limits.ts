import { z } from "zod";
import { limitRanges } from "../../policy/limitRanges.ts";
import { defaultLimits, type PolicyLimits } from "../../policy/PolicySettings.ts";

const meanings: Readonly<Record<keyof PolicyLimits, string>> = {
  accessTokenMinutes: "how many minutes access and ID tokens may live",
  refreshTokenDays: "how many days refresh tokens may live",
  authorizerCacheSeconds: "how many seconds an authorizer's answer may be kept",
  temporaryPasswordDays: "how many days a temporary password may be good",
  secretDays: "how many days a secret may be good",
  accessLogDays: "how many days access logs are kept in production, at least",
};

const limit = (name: keyof PolicyLimits) => {
  const [least, most] = limitRanges[name];
  return z
    .int()
    .min(least)
    .max(most)
    .default(defaultLimits[name])
    .describe(`${meanings[name]}: ${least} to ${most}, by default ${defaultLimits[name]}`);
};

export const limitsSchema = z
  .strictObject({
    accessTokenMinutes: limit("accessTokenMinutes"),
    refreshTokenDays: limit("refreshTokenDays"),
    authorizerCacheSeconds: limit("authorizerCacheSeconds"),
    temporaryPasswordDays: limit("temporaryPasswordDays"),
    secretDays: limit("secretDays"),
    accessLogDays: limit("accessLogDays"),
  })
  .describe("how much of something is in order, such as { accessTokenMinutes: 30 }");
