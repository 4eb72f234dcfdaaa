import { json } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { EntraError } from "../EntraError.ts";
import type { LoginCall } from "../LoginCall.ts";
import { once, required } from "../parameters.ts";

/** The public cloud's names for itself, as MSAL ships them too. */
const aliases: readonly string[] = [
  "login.microsoftonline.com",
  "login.windows.net",
  "login.microsoft.com",
  "sts.windows.net",
];

/** Whether an authority is one of Microsoft's, for clients that were given its URL. It knows the public cloud alone. */
export function getInstanceMetadata({ request }: LoginCall): SandboxResponse {
  const endpoint = required(once(request.url.searchParams), "authorization_endpoint");
  const authority = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const [, tenant] = authority?.pathname.split("/") ?? [];
  if (authority === undefined || !aliases.includes(authority.hostname) || !tenant) {
    throw new EntraError(400, "invalid_instance", 50049, "Unknown or invalid instance.");
  }
  const version = authority.pathname.includes("/v2.0") ? "v2.0/" : "";
  return json(200, {
    tenant_discovery_endpoint: `https://login.microsoftonline.com/${tenant}/${version}.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: "login.microsoftonline.com", preferred_cache: "login.windows.net", aliases }],
  });
}
