import { wholeLocation } from "../../trust/policy/judges/wholeLocationGrant.ts";
import { textOf } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

export const wholeLocationGrant: ResourceJudges = {
  "aws:s3control/accessGrant:AccessGrant": (grant) =>
    wholeLocation(textOf(grant, "accessGrantsLocationConfiguration", "s3SubPrefix") ?? ""),
  // The default location is all buckets of the account in the region (Amazon S3 user guide, "Register a location").
  "aws:s3control/accessGrantsLocation:AccessGrantsLocation": (location) =>
    textOf(location, "locationScope") === "s3://" ? wholeLocation("*") : undefined,
};
