import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { Fault } from "../../../../trust/Settings.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "./driftFinding.ts";
import type { Place } from "./placeOf.ts";

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

/** What is told of a refusal that says which right is missing. */
export interface MissingRight {
  /** How to give it. */
  readonly advice: string;
  /** The vendor's own words; by default the whole message, which names the request. */
  readonly why?: string;
}

/**
 * Does a part of a comparison; a refusal of the vendor's becomes a finding, and the rest is compared all the same.
 * @param missingRight what a refusal says of it; undefined for any other refusal
 * @throws whatever is no refusal or silence of a vendor's: CrosstrustError INTERRUPTED, and mistakes
 */
export async function readOr(
  { where, path }: Place,
  read: () => Promise<readonly DriftFinding[]>,
  missingRight: (refusal: CrosstrustError) => MissingRight | undefined = () => undefined,
): Promise<readonly DriftFinding[]> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CrosstrustError) || !vendorCodes.has(error.code)) throw error;
    const { advice, why = error.message } = missingRight(error) ?? {};
    return [notRead(where, why, advice, path)];
  }
}

const vendorCodes: ReadonlySet<string> = new Set(["VENDOR_REFUSED", "VENDOR_UNREACHABLE"]);
