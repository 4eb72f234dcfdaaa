import type { PolicySettings } from "./policy/PolicySettings.ts";
import type { TrustModel } from "./TrustModel.ts";

/** The stack's config as it stands under `crosstrust:`, one value a key, not looked at yet. */
export type RawSettings = Readonly<Record<string, unknown>>;

/** The config, validated whole. Everything that the program declares follows from it. */
export interface Settings {
  readonly model: TrustModel;
  /** The rules that access is held to. */
  readonly policy: PolicySettings;
}

/** One thing that is wrong with the config. */
export interface Fault {
  /** From the config key on: `["crosstrust:issuers", "okta", "audience"]`. */
  readonly path: readonly (string | number)[];
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What was found, as the user wrote it; never a secret. */
  readonly found?: unknown;
  /** What would be right. */
  readonly expected?: string;
}
