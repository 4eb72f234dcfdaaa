import type { Refusal } from "../../../sandbox/Vendor.ts";

/** A request that the sandbox refused, in a line. */
export function describeRefusal({ method, host, path, reason }: Refusal): string {
  return `${method} https://${host}${path}: ${reason}`;
}
