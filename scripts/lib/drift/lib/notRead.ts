import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { Fault } from "../../../../trust/Settings.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "./driftFinding.ts";

/**
 * That a part of the stack could not be compared.
 * @param why what the vendor said, or what is missing
 * @param advice what lets it be read; by default that its vendor has to answer and the credentials have to be permitted to read it
 */
export function notRead(
  where: string,
  why: string,
  advice = "Put right what the vendor says, or give credentials that may read it, and run drift again.",
  path?: Fault["path"],
): DriftFinding {
  return driftFinding({
    rule: "not-read",
    where,
    message: "It could not be compared, so nothing is known of it.",
    actual: why,
    advice,
    ...(path && { path }),
  });
}

/**
 * Does a part of a comparison; a refusal of the vendor's becomes a finding, and the rest is compared all the same.
 * @throws whatever is no refusal or silence of a vendor's: CrosstrustError INTERRUPTED, and mistakes
 */
export async function readOr(
  where: string,
  read: () => Promise<readonly DriftFinding[]>,
  path?: Fault["path"],
): Promise<readonly DriftFinding[]> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CrosstrustError) || !vendorCodes.has(error.code)) throw error;
    return [notRead(where, error.message, undefined, path)];
  }
}

const vendorCodes: ReadonlySet<string> = new Set(["VENDOR_REFUSED", "VENDOR_UNREACHABLE"]);
