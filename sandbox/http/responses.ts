import type { SandboxResponse } from "../Vendor.ts";

/** Headers of an answer, by name. */
export type ResponseHeaders = NonNullable<SandboxResponse["headers"]>;

/**
 * An answer with a JSON body.
 * @param value anything that JSON can say
 * @param headers added to, and winning over, `content-type: application/json`
 */
export function json(status: number, value: unknown, headers: ResponseHeaders = {}): SandboxResponse {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}

/** An answer without a body, such as a 204. */
export function empty(status: number, headers: ResponseHeaders = {}): SandboxResponse {
  return { status, headers };
}
