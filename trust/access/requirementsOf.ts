import type { RouteAccess, TokenRequirement } from "../TrustModel.ts";

/** Which tokens a route admits, whichever authorizer asks; of a public route nothing, for it admits requests without any. */
export function requirementsOf(access: RouteAccess): readonly TokenRequirement[] {
  if (access.kind === "public") return [];
  return access.kind === "lambda" ? access.admits : [{ issuer: access.issuer, scopes: access.scopes, roles: [] }];
}
