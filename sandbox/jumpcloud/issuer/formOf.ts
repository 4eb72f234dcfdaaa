import type { SandboxRequest } from "../../Vendor.ts";
import { refuse } from "./refusals.ts";

/**
 * The form of a request of a client's.
 * @throws OAuthError invalid_request for a body that is none, or is empty
 */
export function formOf({ headers, body }: SandboxRequest): URLSearchParams {
  const isForm = (headers["content-type"] ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded");
  if (!isForm || body.length === 0) throw refuse("invalid_request", "The POST body can not be empty.");
  return new URLSearchParams(body.toString("utf8"));
}
