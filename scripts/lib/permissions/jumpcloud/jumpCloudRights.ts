import type { TrustModel } from "../../../../trust/TrustModel.ts";
import type { Purpose } from "../Purpose.ts";

/** By the names of the Admin Portal ("Admin Portal Roles"). */
export type JumpCloudRole = "Administrator" | "Manager" | "Read Only";

/**
 * The least role of the administrator whose API key is used, or of a service account; undefined where the config has nothing
 * at JumpCloud. Managers manage people, groups and applications; JumpCloud does not say that they may set up identity
 * providers, so that is left to administrators.
 */
export function jumpCloudRole({ issuers, relyingParties }: TrustModel, purpose: Purpose): JumpCloudRole | undefined {
  const federates = Object.values(relyingParties).some(({ kind }) => kind === "jumpcloud-federation");
  const issues = Object.values(issuers).some(({ kind }) => kind === "jumpcloud");
  if (!federates && !issues) return undefined;
  if (purpose !== "deploy") return "Read Only";
  return federates ? "Administrator" : "Manager";
}
