import { JumpCloudError } from "../../../../providers/jumpcloud/client/JumpCloudError.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { notRead, readOr } from "../lib/notRead.ts";
import type { Place } from "../lib/placeOf.ts";

/**
 * Does a part of a comparison. Where JumpCloud does not permit it, the finding names what is missing; of what is not there
 * any more there is nothing to tell.
 * @throws whatever is no refusal or silence of JumpCloud's
 */
export function readPart(
  { where, path }: Required<Place>,
  read: () => Promise<readonly DriftFinding[]>,
): Promise<readonly DriftFinding[]> {
  return readOr(
    where,
    async () => {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof JumpCloudError)) throw error;
        if (error.status === 404) return [];
        if (error.status !== 403) throw error;
        const advice =
          "Give the administrator whose API key it is, or the service account, the role Read Only or a higher one, and run drift again.";
        return [notRead(where, error.reason || error.message, advice, path)];
      }
    },
    path,
  );
}
