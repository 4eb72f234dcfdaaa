import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { AwsError } from "../protocol/AwsError.ts";
import { invalidParameter } from "./errors.ts";
import type { FunctionCode } from "./LambdaFunction.ts";

/** Source: Lambda developer guide, "Lambda quotas": 50 MB zipped by direct upload, 250 MB unzipped. */
const maxZipped = 50 * 1024 * 1024;
const maxUnzipped = 250 * 1024 * 1024;

/** One file of a deployment package: a relative path with forward slashes, and its content. */
export interface PackageFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * Takes a deployment package in.
 * @param base64 the zip file
 * @param operation for the message when it is too large
 * @throws AwsError when it is not a zip file, too large, or names files outside of its folder
 */
export function readPackage(base64: string, operation: string): FunctionCode {
  const zip = Buffer.from(base64, "base64");
  if (zip.length > maxZipped) {
    throw new AwsError(
      413,
      "RequestEntityTooLargeException",
      `Request must be smaller than ${maxZipped} bytes for the ${operation} operation`,
    );
  }
  const code = {
    zip: zip.toString("base64"),
    size: zip.length,
    sha256: createHash("sha256").update(zip).digest("base64"),
  };
  unpack(code);
  return code;
}

/** The files of a deployment package; folders are left out. @throws AwsError */
export function unpack(code: FunctionCode): PackageFile[] {
  let size = 0;
  let files: ReturnType<typeof unzipSync>;
  try {
    files = unzipSync(Buffer.from(code.zip, "base64"), {
      filter(file) {
        size += file.originalSize;
        return size <= maxUnzipped;
      },
    });
  } catch {
    throw invalidParameter("Could not unzip uploaded file. Please check your file, then try to upload again.");
  }
  if (size > maxUnzipped) throw invalidParameter(`Unzipped size must be smaller than ${maxUnzipped} bytes`);
  const paths = Object.keys(files);
  const outside = paths.find((path) => !isInside(path));
  if (outside !== undefined) {
    throw invalidParameter(`The uploaded file names a path outside of its folder: ${outside}`);
  }
  return paths
    .filter((path) => !path.endsWith("/"))
    .map((path) => ({ path, content: files[path] ?? new Uint8Array() }));
}

function isInside(path: string): boolean {
  const parts = path.split("/");
  return !/[\\\0:]/.test(path) && !path.startsWith("/") && !parts.slice(0, -1).includes("") && !parts.includes("..");
}
