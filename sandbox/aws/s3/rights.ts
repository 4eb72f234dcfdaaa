import type { OperationRights, RightsTable } from "../iam/OperationRights.ts";
import { operations } from "./operations.ts";
import { readCall, type S3Call } from "./S3Call.ts";

/** By the actions that the operations name; a bucket or an object is the resource, and nothing for the account. */
export const s3Rights: RightsTable = Object.fromEntries(
  operations.map(({ name, action = `s3:${name}` }): readonly [string, OperationRights] => [
    name,
    ({ call }) => {
      const named = readCall(call);
      return [{ action, resource: resourceOf(named), context: contextOf(named) }];
    },
  ]),
);

function resourceOf({ bucket, key }: S3Call): string {
  if (bucket === "") return "*";
  return key === "" ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`;
}

function contextOf({ query }: S3Call): Record<string, string | undefined> {
  return { "s3:prefix": query.get("prefix") ?? undefined, "s3:delimiter": query.get("delimiter") ?? undefined };
}
