import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { empty } from "../../http/responses.ts";
import { unsupported } from "../protocol/AwsError.ts";
import { readInput } from "../protocol/readInput.ts";
import { listItems, readXml } from "../protocol/readXml.ts";
import { Repeated } from "../protocol/xml.ts";
import { S3Error } from "./errors.ts";
import { requireBucket, type S3Call } from "./S3Call.ts";
import type { Bucket } from "./state.ts";
import { readTags } from "./tagging.ts";
import { xml } from "./xml.ts";

/** Where a bucket is in unless another region is asked for. */
const firstRegion = "us-east-1";
const creation = z.strictObject({ LocationConstraint: z.string().optional() });

/** New buckets block public access, and their objects belong to the bucket's owner (S3 user guide, "Creating a bucket"). */
export function createBucket(call: S3Call): SandboxResponse {
  const { Tags, ...members } = readXml(call.request.body, "CreateBucketConfiguration");
  const { LocationConstraint } = readInput(members, creation, "MalformedXML");
  checkHeaders(call);
  checkName(call.bucket);
  checkLocation(call, LocationConstraint);
  const tags = readTags(listItems(Tags, "Tag"));
  const existing = call.account.state.buckets.find(({ name }) => name === call.bucket);
  if (existing) {
    const message = "Your previous request to create the named bucket succeeded and you already own it.";
    if (existing.region !== firstRegion || call.region !== firstRegion) {
      throw new S3Error(409, "BucketAlreadyOwnedByYou", message);
    }
    return empty(200, { location: `/${existing.name}` });
  }
  const bucket: Bucket = {
    name: call.bucket,
    region: call.region,
    created: call.account.now().getTime(),
    publicAccessBlock: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    tags,
    objects: {},
  };
  call.account.state.buckets.push(bucket);
  return empty(200, {
    location: call.region === firstRegion ? `/${bucket.name}` : `http://${bucket.name}.s3.amazonaws.com/`,
  });
}

export function headBucket(call: S3Call): SandboxResponse {
  const { region } = requireBucket(call);
  return empty(200, { "x-amz-bucket-region": region, "content-type": "application/xml" });
}

export function deleteBucket(call: S3Call): SandboxResponse {
  const bucket = requireBucket(call);
  if (Object.keys(bucket.objects).length > 0) {
    throw new S3Error(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
  }
  remove(call.account.state.buckets, bucket);
  return empty(204);
}

export function listBuckets(call: S3Call): SandboxResponse {
  const buckets = call.account.state.buckets.map(({ name, created, region }) => ({
    Name: name,
    CreationDate: new Date(created).toISOString(),
    BucketRegion: region,
  }));
  return xml("ListAllMyBucketsResult", { Buckets: { Bucket: new Repeated(buckets) } });
}

/** The oldest region is told by an empty element. */
export function getBucketLocation(call: S3Call): SandboxResponse {
  const { region } = requireBucket(call);
  return xml("LocationConstraint", region === firstRegion ? "" : region);
}

/** A bucket has had no versions unless that was asked for, which the sandbox does not know. */
export function getBucketVersioning(call: S3Call): SandboxResponse {
  requireBucket(call);
  return xml("VersioningConfiguration", {});
}

/** What S3 does with every new bucket (S3 user guide, "Setting default server-side encryption behavior"). */
export function getBucketEncryption(call: S3Call): SandboxResponse {
  requireBucket(call);
  return xml("ServerSideEncryptionConfiguration", {
    Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false },
  });
}

/** @throws S3Error for settings of a bucket that the sandbox does not have */
function checkHeaders({ request }: S3Call): void {
  const allowed: Readonly<Record<string, string>> = {
    "x-amz-acl": "private",
    "x-amz-object-ownership": "BucketOwnerEnforced",
    "x-amz-bucket-object-lock-enabled": "false",
  };
  const other = ["x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-write"];
  const wrong = [...Object.keys(allowed), ...other].find((name) => {
    const value = request.headers[name];
    return value !== undefined && value.toLowerCase() !== allowed[name]?.toLowerCase();
  });
  if (wrong !== undefined) throw unsupported("NotImplemented", `this value of the header ${wrong}`);
}

/** S3 user guide, "General purpose bucket naming rules". */
function checkName(name: string): void {
  const isRight =
    /^(?!xn--|sthree-|amzn-s3-demo-|\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9]|\.(?!\.)|-){1,61}[a-z0-9]$/.test(name);
  if (!isRight || /-s3alias$|--ol-s3$|\.mrap$|--x-s3$/.test(name)) {
    throw new S3Error(400, "InvalidBucketName", "The specified bucket is not valid.");
  }
}

function checkLocation({ region }: S3Call, constraint: string | undefined): void {
  if (region === firstRegion) {
    if (constraint === undefined) return;
    throw new S3Error(400, "InvalidLocationConstraint", "The specified location-constraint is not valid");
  }
  if (constraint === region) return;
  throw new S3Error(
    400,
    "IllegalLocationConstraintException",
    `The ${constraint ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request ` +
      "was sent to.",
  );
}
