import type { WaivableRule } from "./rules.ts";

/** What the config says of the rules that access is held to. */
export interface PolicySettings {
  /** Some rules are for production alone. */
  readonly production: boolean;
  readonly limits: PolicyLimits;
  /** The keys of the routes that are meant to be public, by API. */
  readonly publicRoutes: Readonly<Record<string, readonly string[]>>;
  /** As the config lists them. */
  readonly waivers: readonly Waiver[];
}

/** How much of something is still in order. */
export interface PolicyLimits {
  /** Of access and ID tokens. */
  readonly accessTokenMinutes: number;
  readonly refreshTokenDays: number;
  /** Of an authorizer's answers. */
  readonly authorizerCacheSeconds: number;
  readonly temporaryPasswordDays: number;
  readonly secretDays: number;
  /** At least; in production. */
  readonly accessLogDays: number;
}

export const defaultLimits: PolicyLimits = {
  accessTokenMinutes: 60,
  refreshTokenDays: 90,
  authorizerCacheSeconds: 300,
  temporaryPasswordDays: 7,
  secretDays: 180,
  accessLogDays: 90,
};

/** Who knows that a rule is broken in one place, why, and until when it may stay so. */
export interface Waiver {
  readonly rule: WaivableRule;
  /** The `where` of the finding. */
  readonly at: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day, in UTC: `2027-05-31`. */
  readonly until: string;
}
