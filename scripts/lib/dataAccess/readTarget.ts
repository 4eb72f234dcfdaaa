import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

export interface S3Target {
  /** As S3 Access Grants takes it. */
  readonly target: string;
  readonly object: boolean;
}

/**
 * Reads `s3://bucket/prefix` as people write it. A prefix without its `*` is a folder: `s3://b/team-a` and `s3://b/team-a/` are
 * both `s3://b/team-a/*`, so that `team-archive` is not asked for by the way.
 * @param object whether it is one object's key, which is taken as it is
 * @throws CrosstrustError USAGE
 */
export function readTarget(text: string, object: boolean): S3Target {
  const [, bucket = "", key = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(text) ?? [];
  const wrongObject = object && (key === "" || key.endsWith("/") || key.endsWith("*"));
  if (bucket === "" || wrongObject || key.slice(0, -1).includes("*")) {
    throw new CrosstrustError("USAGE", "This is no place in S3 that can be asked for.", {
      where: "the S3 URI",
      expected: object
        ? "one object: s3://bucket/path/to/key"
        : "a bucket and a prefix: s3://bucket/prefix, with a * at the end alone",
      actual: text,
    });
  }
  if (object) return { target: `s3://${bucket}/${key}`, object };
  if (key.endsWith("*")) return { target: `s3://${bucket}/${key}`, object };
  return { target: `s3://${bucket}/${key === "" || key.endsWith("/") ? key : `${key}/`}*`, object };
}
