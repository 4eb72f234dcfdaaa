import { requirementsOf } from "../../../trust/access/requirementsOf.ts";
import type { RouteAccess } from "../../../trust/TrustModel.ts";

/**
 * What a route asks for, in a line: `public`, `any token`, `keys.read or keys.write`, or for several issuers
 * `customers: orders.read; workforce: Orders.Export`.
 */
export function describeAsked(access: RouteAccess): string {
  if (access.kind === "public") return "public";
  const requirements = requirementsOf(access);
  return requirements
    .map(({ issuer, scopes, roles }) => {
      const asked = [...scopes, ...roles].join(" or ") || "any token";
      return requirements.length === 1 ? asked : `${issuer}: ${asked}`;
    })
    .join("; ");
}
