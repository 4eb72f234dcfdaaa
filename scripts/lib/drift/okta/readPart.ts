import { OktaError } from "../../vendors/okta/OktaClient.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { readOr } from "../lib/notRead.ts";
import type { OktaPart } from "./OktaPart.ts";

/**
 * Does a part of a comparison. Where Okta does not permit it, the finding names what is missing.
 * @throws whatever is no refusal or silence of Okta's
 */
export function readPart(
  { place }: Pick<OktaPart, "place">,
  read: () => Promise<readonly DriftFinding[]>,
): Promise<readonly DriftFinding[]> {
  return readOr(place, read, (refusal) =>
    refusal instanceof OktaError && refusal.status === 403
      ? {
          advice: `Grant the service application the scope ${scopeFor(refusal.path)}, or give the administrator whose API token it is the role Read-only Administrator, and run drift again.`,
        }
      : undefined,
  );
}

/** The OAuth scope that a path is read with (Okta's API reference, "Requires scopes" of each operation). */
function scopeFor(path: string): string {
  if (/^\/api\/v1\/apps\/[^/]+\/grants/.test(path)) return "okta.appGrants.read";
  const [collection = ""] = path.replace("/api/v1/", "").split("/");
  return `okta.${collection}.read`;
}
