import { z } from "zod";
import type { SandboxResponse } from "../../Vendor.ts";
import { empty } from "../../http/responses.ts";
import { readInput } from "../protocol/readInput.ts";
import { readXml } from "../protocol/readXml.ts";
import { S3Error } from "./errors.ts";
import { requireBucket, type S3Call } from "./S3Call.ts";
import { xml } from "./xml.ts";

const flag = z
  .enum(["true", "false", "TRUE", "FALSE"])
  .default("false")
  .transform((text) => text.toLowerCase() === "true");
const configuration = z.strictObject({
  BlockPublicAcls: flag,
  IgnorePublicAcls: flag,
  BlockPublicPolicy: flag,
  RestrictPublicBuckets: flag,
});

/** What is left out is off. */
export function putPublicAccessBlock(call: S3Call): SandboxResponse {
  const members = readXml(call.request.body, "PublicAccessBlockConfiguration");
  const block = readInput(members, configuration, "MalformedXML");
  requireBucket(call).publicAccessBlock = block;
  return empty(200);
}

export function getPublicAccessBlock(call: S3Call): SandboxResponse {
  const { publicAccessBlock } = requireBucket(call);
  if (!publicAccessBlock) {
    const message = "The public access block configuration was not found";
    throw new S3Error(404, "NoSuchPublicAccessBlockConfiguration", message);
  }
  return xml("PublicAccessBlockConfiguration", { ...publicAccessBlock });
}

export function deletePublicAccessBlock(call: S3Call): SandboxResponse {
  requireBucket(call).publicAccessBlock = undefined;
  return empty(204);
}
