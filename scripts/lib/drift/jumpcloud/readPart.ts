import { JumpCloudError } from "../../../../providers/jumpcloud/client/JumpCloudError.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { readOr } from "../lib/notRead.ts";
import { notThere } from "../lib/notThere.ts";
import type { Place } from "../lib/placeOf.ts";

/**
 * Does a part of a comparison. Where JumpCloud does not permit it, the finding names what is missing.
 * @param id of what is looked at
 * @throws whatever is no refusal or silence of JumpCloud's
 */
export function readPart(
  place: Required<Place>,
  id: string,
  read: () => Promise<readonly DriftFinding[]>,
): Promise<readonly DriftFinding[]> {
  return readOr(
    place,
    () =>
      read().catch((error: unknown) => {
        if (error instanceof JumpCloudError && error.status === 404) return notThere(place, id);
        throw error;
      }),
    (refusal) =>
      refusal instanceof JumpCloudError && refusal.status === 403
        ? {
            // Without the request's path, so that all that one role would let read is told once.
            why: refusal.reason,
            advice:
              "Give the administrator whose API key it is, or the service account, the role Read Only or a higher one, and run drift again.",
          }
        : undefined,
  );
}
