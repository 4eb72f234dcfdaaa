import type { PolicyLimits } from "./PolicySettings.ts";

/**
 * How far each limit can be moved, in its unit. Well within what the vendors themselves take, where a limit would say nothing
 * and its rule would be off: for what needs more, there are waivers.
 */
export const limitRanges: Readonly<Record<keyof PolicyLimits, readonly [least: number, most: number]>> = {
  accessTokenMinutes: [5, 480],
  refreshTokenDays: [1, 365],
  authorizerCacheSeconds: [0, 900],
  temporaryPasswordDays: [1, 30],
  secretDays: [1, 365],
  accessLogDays: [30, 3653],
};
