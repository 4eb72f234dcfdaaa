import { connect } from "../../../../providers/jumpcloud/connect.ts";
import { regionNames, regions } from "../../../../providers/jumpcloud/regions.ts";
import type { JumpCloudAccess } from "../../verify/VerifyContext.ts";

const credentials = ["JUMPCLOUD_API_KEY", "JUMPCLOUD_CLIENT_ID", "JUMPCLOUD_CLIENT_SECRET"] as const;

/**
 * The organisation's JumpCloud, by the variables that the provider reads too.
 * @throws CrosstrustError USAGE for an unknown region, or credentials of both kinds; MissingConfigError for half of them
 */
export function accessJumpCloud(
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): JumpCloudAccess {
  const region = regionNames.find((name) => name === environment["JUMPCLOUD_REGION"]) ?? "us";
  const isGiven = credentials.some((name) => (environment[name] ?? "") !== "");
  return {
    loginUrl: `${regions[region].apiUrl}/login`,
    api: isGiven ? connect({}, environment, { signal }) : undefined,
  };
}
