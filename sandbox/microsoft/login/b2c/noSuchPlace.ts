import type { SandboxResponse } from "../../../Vendor.ts";

/** What a tenant or policy that is not there gets: a bare page without any code of B2C's. */
export function noSuchPlace(): SandboxResponse {
  return {
    status: 404,
    headers: { "content-type": "text/html", "cache-control": "no-store", "x-content-type-options": "nosniff" },
    body: "The resource you are looking for has been removed, had its name changed, or is temporarily unavailable.",
  };
}
