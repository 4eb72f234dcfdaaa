import { z } from "zod";
import { suggest } from "../../../lib/suggest.ts";
import {
  isOptionalIdTokenClaim,
  optionalIdTokenClaimNames,
  optionalIdTokenClaims,
} from "../../entra/optionalClaims.ts";

/** What the portal offers for ID tokens ("Add optional claim"), and what its checkbox for all of them selects. */
const offeredClaims = optionalIdTokenClaimNames.filter((name) => optionalIdTokenClaims[name].inPortalList);

/** Claims of the reference that would never come into an ID token of this application. */
const otherClaims: ReadonlyMap<string, string> = new Map([
  ["groups", "The claim groups comes only with group membership claims, which this application does not ask for."],
  ["idtyp", "The claim idtyp is for access tokens only."],
  ["aud", "As an optional claim, aud is for access tokens of version 1 only."],
]);

const expected = "all, or a list of claims for ID tokens";

/** The word `all`, or a list of optional claims of ID tokens in which each stands once. */
export const optionalClaims = z
  .custom<unknown>((value) => value !== undefined)
  .transform((value, context): readonly string[] => {
    if (value === "all") return [...offeredClaims].sort();
    const issue = (message: string, right: string, path: number[] = []) => {
      context.addIssue({ code: "custom", message, path, params: { expected: right } });
    };
    if (!Array.isArray(value)) {
      issue('This is neither "all" nor a list of claims.', expected);
      return z.NEVER;
    }
    const claims: readonly unknown[] = value;
    claims.forEach((claim, index) => {
      const wrong = faultOfClaim(claim, index, claims);
      if (wrong) issue(...wrong, [index]);
    });
    return claims.filter((claim) => typeof claim === "string").sort();
  })
  .describe(expected);

function faultOfClaim(
  claim: unknown,
  index: number,
  all: readonly unknown[],
): readonly [message: string, expected: string] | undefined {
  if (typeof claim !== "string") return ["This is not the name of a claim.", expected];
  if (all.indexOf(claim) < index) return [`The claim ${JSON.stringify(claim)} is listed twice.`, "each of them once"];
  const other = otherClaims.get(claim);
  if (other !== undefined) return [other, "a list without it"];
  if (claim === "xms_edov" && !all.includes("email")) {
    return ["The claim xms_edov comes only with the claim email.", "email in the list too"];
  }
  if (isOptionalIdTokenClaim(claim)) return undefined;
  const near = suggest(claim, optionalIdTokenClaimNames);
  const right = near === undefined ? `one of ${optionalIdTokenClaimNames.join(", ")}` : `Did you mean "${near}"?`;
  return [`There is no optional claim ${JSON.stringify(claim)} for ID tokens.`, right];
}
