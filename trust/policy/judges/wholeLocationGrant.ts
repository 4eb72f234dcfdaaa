import { relyingPartiesOfKind, relyingPartyPath } from "../places.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";

/** @param prefix that a grant is for, with the star at its end, below the bucket or the location */
export function wholeLocation(prefix: string): Breach | undefined {
  if (prefix !== "*") return undefined;
  return {
    message: "The grant is for everything.",
    gains: "The grantee reaches all data there, that of others and that to come.",
    expected: "a prefix, such as team-a/*",
    actual: prefix,
  };
}

export const judgeWholeLocationGrant: PolicyJudge = ({ model }) =>
  relyingPartiesOfKind(model, "s3-access-grants").flatMap(([party, { grants, locations }]) =>
    Object.entries(grants).flatMap(([name, { location, subPrefix }]) => {
      const breach = wholeLocation(`${locations[location]?.prefix ?? ""}${subPrefix}`);
      if (breach === undefined) return [];
      const place = relyingPartyPath(party, "grants", name);
      return [{ ...breach, place, path: [...place, "prefix"], advice: "grant a prefix of the bucket" }];
    }),
  );
