import { OktaError } from "../../vendors/okta/OktaClient.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { notRead, readOr } from "../lib/notRead.ts";
import type { OktaPart } from "./OktaPart.ts";

/**
 * Does a part of a comparison. Where Okta does not permit it, the finding names what is missing.
 * @throws whatever is no refusal or silence of Okta's
 */
export function readPart(
  { place: { where, path } }: Pick<OktaPart, "place">,
  read: () => Promise<readonly DriftFinding[]>,
): Promise<readonly DriftFinding[]> {
  return readOr(
    where,
    async () => {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof OktaError) || error.status !== 403) throw error;
        const advice = `Grant the service application the scope ${scopeFor(error.path)}, or give the administrator whose API token it is the role Read-only Administrator, and run drift again.`;
        return [notRead(where, error.message, advice, path)];
      }
    },
    path,
  );
}

/** The OAuth scope that a path is read with (Okta's API reference, "Requires scopes" of each operation). */
function scopeFor(path: string): string {
  if (/^\/api\/v1\/apps\/[^/]+\/grants/.test(path)) return "okta.appGrants.read";
  const [collection = ""] = path.replace("/api/v1/", "").split("/");
  return `okta.${collection}.read`;
}
