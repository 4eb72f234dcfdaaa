import { z } from "zod";
import { defaultLimits, type PolicyLimits } from "../../policy/PolicySettings.ts";

/** As far as the vendors themselves go: beyond that a limit would say nothing. */
const ranges: Readonly<Record<keyof PolicyLimits, readonly [least: number, most: number, what: string]>> = {
  accessTokenMinutes: [5, 1440, "how many minutes access and ID tokens may live"],
  refreshTokenDays: [1, 3650, "how many days refresh tokens may live"],
  authorizerCacheSeconds: [0, 3600, "how many seconds an authorizer's answer may be kept"],
  temporaryPasswordDays: [1, 365, "how many days a temporary password may be good"],
  secretDays: [1, 730, "how many days a secret may be good"],
  accessLogDays: [1, 3653, "how many days access logs are kept in production, at least"],
};

const limit = (name: keyof PolicyLimits) => {
  const [least, most, what] = ranges[name];
  return z
    .int()
    .min(least)
    .max(most)
    .default(defaultLimits[name])
    .describe(`${what}: ${least} to ${most}, by default ${defaultLimits[name]}`);
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
