import type { SandboxResponse } from "../../Vendor.ts";
import * as buckets from "./buckets.ts";
import { listObjectsV2 } from "./listObjects.ts";
import * as objects from "./objects.ts";
import * as publicAccessBlock from "./publicAccessBlock.ts";
import type { S3Call } from "./S3Call.ts";
import * as tagging from "./tagging.ts";

/** An operation of S3: by its method, by what it is about, and by a parameter of the query. */
export interface S3Operation {
  readonly name: string;
  readonly method: string;
  readonly level: "account" | "bucket" | "object";
  /** The parameter that tells it from others of the same method. */
  readonly parameter?: string;
  /** The action that a policy has to allow, where it is not `s3:` and the name. */
  readonly action?: string;
  respond(call: S3Call, mayList: () => boolean): SandboxResponse;
}

/** Amazon S3 API reference, and "Required permissions for Amazon S3 API operations" of the user guide. */
export const operations: readonly S3Operation[] = [
  { name: "ListBuckets", method: "GET", level: "account", action: "s3:ListAllMyBuckets", respond: buckets.listBuckets },
  { name: "CreateBucket", method: "PUT", level: "bucket", respond: buckets.createBucket },
  { name: "HeadBucket", method: "HEAD", level: "bucket", action: "s3:ListBucket", respond: buckets.headBucket },
  { name: "DeleteBucket", method: "DELETE", level: "bucket", respond: buckets.deleteBucket },
  {
    name: "GetBucketLocation",
    method: "GET",
    level: "bucket",
    parameter: "location",
    respond: buckets.getBucketLocation,
  },
  {
    name: "GetBucketVersioning",
    method: "GET",
    level: "bucket",
    parameter: "versioning",
    respond: buckets.getBucketVersioning,
  },
  {
    name: "GetBucketEncryption",
    method: "GET",
    level: "bucket",
    parameter: "encryption",
    action: "s3:GetEncryptionConfiguration",
    respond: buckets.getBucketEncryption,
  },
  {
    name: "PutPublicAccessBlock",
    method: "PUT",
    level: "bucket",
    parameter: "publicAccessBlock",
    action: "s3:PutBucketPublicAccessBlock",
    respond: publicAccessBlock.putPublicAccessBlock,
  },
  {
    name: "GetPublicAccessBlock",
    method: "GET",
    level: "bucket",
    parameter: "publicAccessBlock",
    action: "s3:GetBucketPublicAccessBlock",
    respond: publicAccessBlock.getPublicAccessBlock,
  },
  {
    name: "DeletePublicAccessBlock",
    method: "DELETE",
    level: "bucket",
    parameter: "publicAccessBlock",
    action: "s3:PutBucketPublicAccessBlock",
    respond: publicAccessBlock.deletePublicAccessBlock,
  },
  {
    name: "PutBucketTagging",
    method: "PUT",
    level: "bucket",
    parameter: "tagging",
    respond: tagging.putBucketTagging,
  },
  {
    name: "GetBucketTagging",
    method: "GET",
    level: "bucket",
    parameter: "tagging",
    respond: tagging.getBucketTagging,
  },
  {
    name: "DeleteBucketTagging",
    method: "DELETE",
    level: "bucket",
    parameter: "tagging",
    action: "s3:PutBucketTagging",
    respond: tagging.deleteBucketTagging,
  },
  {
    name: "ListObjectsV2",
    method: "GET",
    level: "bucket",
    parameter: "list-type",
    action: "s3:ListBucket",
    respond: listObjectsV2,
  },
  { name: "PutObject", method: "PUT", level: "object", respond: objects.putObject },
  { name: "GetObject", method: "GET", level: "object", respond: objects.getObject },
  { name: "HeadObject", method: "HEAD", level: "object", action: "s3:GetObject", respond: objects.headObject },
  { name: "DeleteObject", method: "DELETE", level: "object", respond: objects.deleteObject },
];

/** Parameters that say nothing about which operation it is. */
const plainParameters = new Set([
  "x-id",
  "prefix",
  "delimiter",
  "max-keys",
  "continuation-token",
  "start-after",
  "encoding-type",
  "fetch-owner",
]);

/** @returns undefined for an operation that the sandbox does not have */
export function findOperation({ request, bucket, key, query }: S3Call): S3Operation | undefined {
  const level = key === "" ? (bucket === "" ? "account" : "bucket") : "object";
  const parameters = [...query.keys()].filter((name) => !plainParameters.has(name));
  if (parameters.length > 1) return undefined;
  return operations.find(
    (operation) =>
      operation.method === request.method && operation.level === level && operation.parameter === parameters[0],
  );
}
