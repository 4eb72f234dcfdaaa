import type { AwsCall } from "../AwsService.ts";
import { S3Error } from "./errors.ts";
import type { Bucket } from "./state.ts";

/** A call of S3. */
export interface S3Call extends AwsCall {
  /** An empty text for a call of the account's. */
  readonly bucket: string;
  /** Decoded; an empty text for a call of a bucket's. */
  readonly key: string;
  readonly query: URLSearchParams;
}

/**
 * The bucket that a call names: the host's first part, or the path's first segment.
 * @throws S3Error InvalidURI for a path whose percent-encoding is broken
 */
export function readCall(call: AwsCall): S3Call {
  const [path = "/"] = call.request.target.split("?", 1);
  const segments = decode(path).slice(1);
  const { searchParams: query } = call.request.url;
  if (call.hostPrefix !== undefined) return { ...call, bucket: call.hostPrefix, key: segments, query };
  const [bucket = "", ...rest] = segments.split("/");
  return { ...call, bucket, key: rest.join("/"), query };
}

/** @throws S3Error NoSuchBucket, PermanentRedirect for a bucket of another region */
export function requireBucket(call: S3Call): Bucket {
  const bucket = call.account.state.buckets.find(({ name }) => name === call.bucket);
  if (!bucket) throw new S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
  if (bucket.region !== call.region) {
    throw new S3Error(
      301,
      "PermanentRedirect",
      "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future " +
        "requests to this endpoint.",
      { "x-amz-bucket-region": bucket.region },
    );
  }
  return bucket;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new S3Error(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
}
