import type { SandboxRequest } from "../../Vendor.ts";
import type { Answer } from "./Exchange.ts";
import { gatewayAnswer } from "./gatewayAnswer.ts";

/** Source: API Gateway developer guide, "Quotas for configuring and running an HTTP API". */
const headBytes = 10_240;
const bodyBytes = 10 * 1024 * 1024;

/**
 * Refuses what is too large: a request line and header values of more than 10,240 bytes, which is what caps a token, or a
 * body of more than 10 MB. The quotas are documented; which status and words AWS answers with is not confirmed.
 */
export function requestTooLarge({ method, target, headers, body }: SandboxRequest): Answer | undefined {
  const values = Object.values(headers).reduce((sum, value) => sum + Buffer.byteLength(value), 0);
  if (Buffer.byteLength(`${method} ${target} HTTP/1.1`) + values > headBytes) {
    return gatewayAnswer(431, "Request Header Fields Too Large");
  }
  return body.length > bodyBytes ? gatewayAnswer(413, "Request Entity Too Large") : undefined;
}
