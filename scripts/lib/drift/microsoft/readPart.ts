import { GraphError } from "../../vendors/microsoft/GraphClient.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { readOr } from "../lib/notRead.ts";
import type { Place } from "../lib/placeOf.ts";

/** Application permissions of Microsoft Graph, by what they let read (Microsoft Graph permissions reference). */
type Permission = "Application.Read.All" | "Directory.Read.All" | "User.Read.All";

/**
 * Does a part of a comparison. Where Graph does not permit it, the finding names what is missing.
 * @throws whatever is no refusal or silence of Graph's
 */
export function readPart(
  place: Required<Place>,
  permission: Permission,
  read: () => Promise<readonly DriftFinding[]>,
): Promise<readonly DriftFinding[]> {
  return readOr(place, read, (refusal) =>
    refusal instanceof GraphError && refusal.status === 403
      ? {
          advice: `Give the application whose credentials drift has the application permission ${permission} of Microsoft Graph, with admin consent, and run drift again.`,
        }
      : undefined,
  );
}
