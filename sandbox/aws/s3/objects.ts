import { createHash } from "node:crypto";
import { forget, lookUp } from "../../remember.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { empty } from "../../http/responses.ts";
import { unsupported } from "../protocol/AwsError.ts";
import { S3Error } from "./errors.ts";
import { readPayload } from "./readPayload.ts";
import { requireBucket, type S3Call } from "./S3Call.ts";
import type { StoredObject } from "./state.ts";

const keyBytes = 1024;
const keptHeaders = /^(?:cache-control|content-disposition|content-language|expires|x-amz-meta-.+)$/;
/** What would change an answer that the sandbox does not change. */
const unknownHeaders =
  /^(?:range|if-.+|x-amz-(?:copy-source.*|server-side-encryption-(?:customer|aws).+|tagging|website.*|object-lock.*))$/;

export function putObject(call: S3Call): SandboxResponse {
  refuseUnknownHeaders(call);
  refuseAccessControlList(call);
  const bucket = requireBucket(call);
  if (Buffer.byteLength(call.key) > keyBytes) throw new S3Error(400, "KeyTooLongError", "Your key is too long");
  const payload = readPayload(call);
  const { headers } = call.request;
  const object: StoredObject = {
    body: payload.toString("base64"),
    size: payload.length,
    etag: `"${createHash("md5").update(payload).digest("hex")}"`,
    contentType: headers["content-type"] ?? "binary/octet-stream",
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => keptHeaders.test(name))),
    lastModified: call.account.now().getTime(),
  };
  // An assignment to some keys would set something that every object has.
  const own = { value: object, configurable: true, enumerable: true, writable: true };
  Object.defineProperty(bucket.objects, call.key, own);
  return empty(200, { etag: object.etag, "x-amz-server-side-encryption": "AES256" });
}

/** @param mayList whether the caller may know that there is no such object */
export function getObject(call: S3Call, mayList: () => boolean): SandboxResponse {
  const object = requireObject(call, mayList);
  return { status: 200, headers: headersOf(object), body: Buffer.from(object.body, "base64") };
}

/** The answer to HEAD goes without its body, and says how long it is. */
export function headObject(call: S3Call, mayList: () => boolean): SandboxResponse {
  const { headers, ...rest } = getObject(call, mayList);
  const length = Buffer.from(rest.body ?? "").length;
  return { ...rest, headers: { ...headers, "content-length": String(length) } };
}

/** An object that is not there is as good as deleted. */
export function deleteObject(call: S3Call): SandboxResponse {
  refuseUnknownHeaders(call);
  forget(requireBucket(call).objects, call.key);
  return empty(204);
}

/** @throws S3Error NoSuchKey, or AccessDenied to whoever may not list the bucket (API reference, GetObject) */
function requireObject(call: S3Call, mayList: () => boolean): StoredObject {
  refuseUnknownHeaders(call);
  const object = lookUp(requireBucket(call).objects, call.key);
  if (object) return object;
  if (!mayList()) throw new S3Error(403, "AccessDenied", "Access Denied");
  throw new S3Error(404, "NoSuchKey", "The specified key does not exist.");
}

function refuseUnknownHeaders({ request: { headers } }: S3Call): void {
  const unknown = Object.keys(headers).find((name) => unknownHeaders.test(name));
  if (unknown !== undefined) throw unsupported("NotImplemented", `the header ${unknown}`);
  const encryption = "x-amz-server-side-encryption";
  const algorithm = headers[encryption] ?? "AES256";
  if (algorithm !== "AES256") throw unsupported("NotImplemented", `the value ${algorithm} of the header ${encryption}`);
}

/** The bucket's owner has every object (S3 user guide, "Controlling ownership of objects": bucket owner enforced). */
function refuseAccessControlList({ request: { headers } }: S3Call): void {
  const list = headers["x-amz-acl"] ?? "bucket-owner-full-control";
  const hasGrants = Object.keys(headers).some((name) => name.startsWith("x-amz-grant-"));
  if (list === "bucket-owner-full-control" && !hasGrants) return;
  throw new S3Error(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
}

function headersOf({ etag, contentType, headers, lastModified }: StoredObject): Record<string, string> {
  return {
    ...headers,
    "content-type": contentType,
    etag,
    "last-modified": new Date(lastModified).toUTCString(),
    "accept-ranges": "bytes",
    "x-amz-server-side-encryption": "AES256",
  };
}
