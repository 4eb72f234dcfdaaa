import type { SandboxRequest } from "../../../sandbox/Vendor.ts";

/** Operations of AWS's protocols that send everything as POST, by how their names begin. */
const reading = /^(?:Describe|Get|List|Lookup|Filter|BatchGet)/;

/**
 * Whether a client's request changes nothing: by its method, by the operation that it names to AWS (JSON protocol by header,
 * query protocol in the body), or because it asks for a token to read with.
 */
export function isRead({ method, url, headers, body }: SandboxRequest): boolean {
  if (method === "GET" || method === "HEAD") return true;
  if (method !== "POST") return false;
  // JumpCloud's searches have a body.
  if (url.pathname.startsWith("/api/search/")) return true;
  const target = headers["x-amz-target"];
  if (target !== undefined) return reading.test(target.slice(target.lastIndexOf(".") + 1));
  const form = new URLSearchParams(body.toString());
  const action = form.get("Action");
  if (action !== null) return reading.test(action);
  return form.get("grant_type") === "client_credentials" && url.pathname.endsWith("/token");
}
