import { bucketOf } from "./scopes.ts";
import type { Permission } from "./state.ts";

/** What each permission lets do with objects and with their bucket (S3 user guide, "Supported S3 actions in S3 Access Grants"). */
const readObject = [
  "s3:GetObject",
  "s3:GetObjectVersion",
  "s3:GetObjectAcl",
  "s3:GetObjectVersionAcl",
  "s3:ListMultipartUploadParts",
];
const writeObject = [
  "s3:PutObject",
  "s3:PutObjectAcl",
  "s3:PutObjectVersionAcl",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:AbortMultipartUpload",
];
const readBucket = ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"];

/**
 * The policy that narrows the role of a location down to what was granted: objects of the scope, and lists of the bucket
 * with a prefix inside of it.
 * @param scope `s3://bucket/prefix*`, or of one object
 * @returns as JSON
 */
export function sessionPolicy(scope: string, permission: Permission): string {
  const bucket = `arn:aws:s3:::${bucketOf(scope) ?? ""}`;
  const key = scope.slice("s3://".length).replace(/^[^/]*\//, "");
  const reads = permission !== "WRITE";
  const objectActions = [...(reads ? readObject : []), ...(permission !== "READ" ? writeObject : [])];
  // A list without a prefix is one of all that the bucket has, and names no prefix to compare.
  const within = key === "*" ? {} : { Condition: { StringLike: { "s3:prefix": key } } };
  const statements = [
    { Effect: "Allow", Action: objectActions, Resource: `${bucket}/${key}` },
    ...(reads ? [{ Effect: "Allow", Action: readBucket, Resource: bucket, ...within }] : []),
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
