import type { B2cIssuerModel, IssuerModel } from "../TrustModel.ts";

/** As much of an issuer as tells its directory. */
type Registered = Pick<Exclude<IssuerModel, B2cIssuerModel>, "kind"> | Pick<B2cIssuerModel, "kind" | "tenantId">;

/**
 * What an issuer is registered in, the same text for the same directory: the Okta organisation, the Entra tenant, the AWS
 * account and the JumpCloud organisation, of which a stack has one each, or a B2C tenant. Every application of a directory
 * can ask all its issuers, but for Cognito, whose clients belong to one user pool each.
 */
export function directoryOf(issuer: Registered): string {
  return issuer.kind === "b2c" ? `b2c ${issuer.tenantId}` : issuer.kind;
}
