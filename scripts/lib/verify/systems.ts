import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { IssuerModel, RelyingPartyModel } from "../../../trust/TrustModel.ts";
import type { System } from "../report/RehearsalReport.ts";
import type { RouteUnderTest } from "./RouteUnderTest.ts";

/**
 * The trust path that an issuer's checks belong to: Key Insight's or the customer portal's, where it trusts this issuer
 * (through this client, where one is named); that of its documents for all others.
 */
export function issuerSystem({ model }: DeployedTrust, issuer: string, client?: string): System {
  for (const party of Object.values(model.relyingParties)) {
    if (!("issuer" in party) || party.issuer !== issuer || (client !== undefined && party.client !== client)) continue;
    const system = pathsOfClients[party.kind];
    if (system !== undefined) return system;
  }
  return publishedSystem(model.issuers[issuer]?.kind);
}

/** The trust path that an issuer's documents belong to: B2C's at the gateway, JumpCloud's, or the gateway's own. */
export function publishedSystem(kind: IssuerModel["kind"] | undefined): System {
  if (kind === "jumpcloud") return "jumpcloud-s3-access-grants";
  return kind === "b2c" ? "b2c-api-gateway" : "gateway";
}

/** Of relying parties that are a client of their issuer. */
const pathsOfClients: Partial<Record<RelyingPartyModel["kind"], System>> = {
  "fortanix-key-insight": "okta-key-insight",
  "jira-service-management": "cognito-jsm",
};

/** Routes whose JWT authorizer trusts a B2C tenant are B2C's path; all others are the gateway's. */
export function routeSystem(
  { trust }: { readonly trust: DeployedTrust },
  { route: { access } }: RouteUnderTest,
): System {
  return access.kind === "jwt" && trust.model.issuers[access.issuer]?.kind === "b2c" ? "b2c-api-gateway" : "gateway";
}
