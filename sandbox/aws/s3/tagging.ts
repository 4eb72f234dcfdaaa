import { z } from "zod";
import type { SandboxResponse } from "../../Vendor.ts";
import { empty } from "../../http/responses.ts";
import { readInput } from "../protocol/readInput.ts";
import { listItems, readXml } from "../protocol/readXml.ts";
import { Repeated } from "../protocol/xml.ts";
import { S3Error } from "./errors.ts";
import { requireBucket, type S3Call } from "./S3Call.ts";
import { xml } from "./xml.ts";

const tag = z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) });

/** Replaces all of them. */
export function putBucketTagging(call: S3Call): SandboxResponse {
  const { TagSet } = readXml(call.request.body, "Tagging");
  const tags = readTags(listItems(TagSet, "Tag"));
  requireBucket(call).tags = tags;
  return empty(204);
}

export function getBucketTagging(call: S3Call): SandboxResponse {
  const tags = Object.entries(requireBucket(call).tags);
  if (tags.length === 0) throw new S3Error(404, "NoSuchTagSet", "The TagSet does not exist");
  return xml("Tagging", { TagSet: { Tag: new Repeated(tags.map(([Key, Value]) => ({ Key, Value }))) } });
}

export function deleteBucketTagging(call: S3Call): SandboxResponse {
  requireBucket(call).tags = {};
  return empty(204);
}

/** @throws AwsError MalformedXML, InvalidTag */
export function readTags(items: readonly unknown[]): Record<string, string> {
  const tags = readInput(items, z.array(tag).max(50), "MalformedXML");
  const keys = tags.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) {
    throw new S3Error(400, "InvalidTag", "Cannot provide multiple Tags with the same key");
  }
  if (keys.some((key) => key.toLowerCase().startsWith("aws:"))) {
    throw new S3Error(400, "InvalidTag", "System tags cannot be added/updated by requester");
  }
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
