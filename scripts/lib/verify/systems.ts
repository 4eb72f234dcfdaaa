import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { System } from "../report/RehearsalReport.ts";
import type { RouteUnderTest } from "./RouteUnderTest.ts";

/**
 * The trust path that an issuer's checks belong to: Key Insight's, where it trusts this issuer (through this client, where
 * one is named); that of B2C at the gateway; the gateway's own for all others.
 */
export function issuerSystem({ model }: DeployedTrust, issuer: string, client?: string): System {
  const trusted = Object.values(model.relyingParties).some(
    (party) =>
      party.kind === "fortanix-key-insight" &&
      party.issuer === issuer &&
      (client === undefined || party.client === client),
  );
  if (trusted) return "okta-key-insight";
  return model.issuers[issuer]?.kind === "b2c" ? "b2c-api-gateway" : "gateway";
}

/** Routes whose JWT authorizer trusts a B2C tenant are B2C's path; all others are the gateway's. */
export function routeSystem(
  { trust }: { readonly trust: DeployedTrust },
  { route: { access } }: RouteUnderTest,
): System {
  return access.kind === "jwt" && trust.model.issuers[access.issuer]?.kind === "b2c" ? "b2c-api-gateway" : "gateway";
}
