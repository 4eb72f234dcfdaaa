import type { SandboxResponse } from "../../Vendor.ts";
import { Repeated } from "../protocol/xml.ts";
import { S3Error } from "./errors.ts";
import { requireBucket, type S3Call } from "./S3Call.ts";
import { xml } from "./xml.ts";

const most = 1000;

/** Keys in the order of their UTF-8 bytes; those with a delimiter after the prefix in one (API reference, ListObjectsV2). */
export function listObjectsV2(call: S3Call): SandboxResponse {
  const { query } = call;
  const bucket = requireBucket(call);
  const [prefix, delimiter] = [query.get("prefix") ?? "", query.get("delimiter") ?? ""];
  const size = readSize(query.get("max-keys"));
  const token = query.get("continuation-token");
  const after = token === null ? (query.get("start-after") ?? "") : readToken(token);
  const groups = new Set<string>();
  const keys = Object.keys(bucket.objects).toSorted((one, other) =>
    Buffer.compare(Buffer.from(one), Buffer.from(other)),
  );
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const entry = end < 0 ? key : key.slice(0, end + delimiter.length);
    if (Buffer.compare(Buffer.from(entry), Buffer.from(after)) > 0) groups.add(entry);
  }
  const found = [...groups].slice(0, size);
  const isTruncated = size > 0 && groups.size > found.length;
  const encode = query.get("encoding-type") === "url" ? encodeURIComponent : (text: string) => text;
  const isObject = (entry: string): boolean => Object.hasOwn(bucket.objects, entry);
  return xml("ListBucketResult", {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === "" ? undefined : encode(delimiter),
    MaxKeys: size,
    KeyCount: found.length,
    IsTruncated: isTruncated,
    EncodingType: query.get("encoding-type") ?? undefined,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: isTruncated ? Buffer.from(`after:${found.at(-1)}`).toString("base64url") : undefined,
    StartAfter: query.get("start-after") ?? undefined,
    Contents: new Repeated(
      found.filter(isObject).map((key) => {
        const object = bucket.objects[key];
        return {
          Key: encode(key),
          LastModified: new Date(object?.lastModified ?? 0).toISOString(),
          ETag: object?.etag,
          Size: object?.size,
          StorageClass: "STANDARD",
        };
      }),
    ),
    CommonPrefixes: new Repeated(found.filter((entry) => !isObject(entry)).map((entry) => ({ Prefix: encode(entry) }))),
  });
}

function readSize(text: string | null): number {
  const size = Number(text ?? most);
  if (Number.isInteger(size) && size >= 0) return Math.min(size, most);
  throw new S3Error(400, "InvalidArgument", "Provided max-keys not an integer or within integer range");
}

function readToken(token: string): string {
  const after = /^after:(.*)$/s.exec(Buffer.from(token, "base64url").toString("utf8"))?.[1];
  if (after === undefined) throw new S3Error(400, "InvalidArgument", "The continuation token provided is incorrect");
  return after;
}
