import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { unsupported } from "../protocol/AwsError.ts";
import { S3Error } from "./errors.ts";
import type { S3Call } from "./S3Call.ts";

const mostBytes = 8 * 2 ** 20;

/**
 * An upload's bytes: the body, or what it carries in `aws-chunked` encoding (Amazon S3 API reference, "Signature
 * Calculations for the Authorization Header: Transferring Payload in Multiple Chunks"), compared with its checksums.
 * @throws S3Error BadDigest, IncompleteBody, EntityTooLarge; another checksum than CRC32 and MD5 is not compared, but refused
 *   and listed when it comes alone
 */
export function readPayload({ request: { headers, body } }: S3Call): Buffer {
  const isChunked = headers["x-amz-content-sha256"] === "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  const { payload, trailers } = isChunked ? readChunks(body) : { payload: body, trailers: {} };
  const length = headers["x-amz-decoded-content-length"];
  if (isChunked && length !== undefined && Number(length) !== payload.length) throw incomplete();
  if (payload.length > mostBytes) throw unsupported("EntityTooLarge", `objects of more than ${mostBytes} bytes`);
  checkChecksums(payload, { ...headers, ...trailers });
  return payload;
}

function checkChecksums(payload: Buffer, headers: Readonly<Record<string, string>>): void {
  const sums: Readonly<Record<string, () => string>> = {
    "content-md5": () => createHash("md5").update(payload).digest("base64"),
    "x-amz-checksum-crc32": () => {
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(crc32(payload));
      return sum.toString("base64");
    },
    "x-amz-checksum-sha256": () => createHash("sha256").update(payload).digest("base64"),
    "x-amz-checksum-sha1": () => createHash("sha1").update(payload).digest("base64"),
  };
  const given = Object.keys(headers).filter((name) => /^(?:content-md5|x-amz-checksum-(?:crc|sha).+)$/.test(name));
  for (const name of given) {
    const sum = Object.hasOwn(sums, name) ? sums[name] : undefined;
    if (!sum) throw unsupported("InvalidRequest", `the checksum ${name}`);
    if (sum() !== headers[name]) {
      const what = name === "content-md5" ? "Content-MD5" : name.replace("x-amz-checksum-", "").toUpperCase();
      throw new S3Error(400, "BadDigest", `The ${what} you specified did not match the calculated checksum.`);
    }
  }
}

/** `{size in hex}\r\n{bytes}\r\n`, until a size of 0, after which come headers. */
function readChunks(body: Buffer): { payload: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf("\r\n", at);
    const size = end < 0 ? NaN : Number.parseInt(body.toString("latin1", at, end), 16);
    if (Number.isNaN(size) || end + 2 + size > body.length) throw incomplete();
    at = end + 2;
    if (size === 0) break;
    chunks.push(body.subarray(at, at + size));
    at += size + 2;
  }
  const lines = body.toString("latin1", at).split("\r\n").filter(Boolean);
  const trailers = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]);
  return { payload: Buffer.concat(chunks), trailers: Object.fromEntries(trailers) as Record<string, string> };
}

function incomplete(): S3Error {
  const message = "You did not provide the number of bytes specified by the Content-Length HTTP header";
  return new S3Error(400, "IncompleteBody", message);
}
