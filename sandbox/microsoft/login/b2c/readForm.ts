import type { SandboxRequest } from "../../../Vendor.ts";
import { B2cError } from "./B2cError.ts";

/** A form in either encoding: the guide's curl sends multipart. Throws for what is no form, and for a field given twice. */
export async function readForm({ headers, body }: SandboxRequest): Promise<URLSearchParams> {
  const response = new Response(new Uint8Array(body), { headers: { "content-type": headers["content-type"] ?? "" } });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its limits are for streams: this body is in memory
  const form = await response.formData().catch((error: unknown) => {
    if (error instanceof TypeError) throw malformed();
    throw error;
  });
  const parameters = new URLSearchParams();
  for (const [name, value] of form) {
    if (typeof value !== "string" || parameters.has(name)) throw malformed();
    parameters.append(name, value);
  }
  return parameters;
}

/** That B2C has no code of its own for this is inferred. */
function malformed(): B2cError {
  return new B2cError(400, "invalid_request", 90037, "An error occurred while processing the request.");
}
