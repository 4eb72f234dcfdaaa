import type { SandboxResponse } from "../../Vendor.ts";
import { type XmlValue, xmlContent } from "../protocol/xml.ts";

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

/** An answer of S3's. */
export function xml(root: string, content: XmlValue): SandboxResponse {
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${xmlContent(content)}</${root}>`,
  };
}
