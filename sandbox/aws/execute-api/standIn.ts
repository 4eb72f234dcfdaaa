import { isUtf8 } from "node:buffer";
import type { SandboxRequest, SandboxResponse } from "../../Vendor.ts";
import { json } from "../../http/responses.ts";

/**
 * Stands in for a backend that is not on this machine: answers with what it was sent, so that a rehearsal sees what the
 * gateway passes on. Its header `x-crosstrust-stand-in` tells it from a real backend.
 */
export function standIn({ method, url, headers, body }: SandboxRequest): SandboxResponse {
  const answer = { method, url: url.href, headers, ...readBody(body) };
  return json(200, answer, { "x-crosstrust-stand-in": "true", "cache-control": "no-store" });
}

function readBody(body: Buffer): { readonly body: string; readonly isBase64Encoded: boolean } {
  const isText = isUtf8(body);
  return { body: body.toString(isText ? "utf8" : "base64"), isBase64Encoded: !isText };
}
