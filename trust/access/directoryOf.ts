import type { B2cIssuerModel, EntraIssuerModel, OktaIssuerModel } from "../TrustModel.ts";

/** As much of an issuer as tells its directory. */
type Registered = Pick<OktaIssuerModel | EntraIssuerModel, "kind"> | Pick<B2cIssuerModel, "kind" | "tenantId">;

/**
 * What an issuer's applications are registered in, the same text for the same directory: the Okta organisation and the
 * Entra tenant, of which a stack has one each, or a B2C tenant. Every application of a directory can ask all its issuers.
 */
export function directoryOf(issuer: Registered): string {
  return issuer.kind === "b2c" ? `b2c ${issuer.tenantId}` : issuer.kind;
}
