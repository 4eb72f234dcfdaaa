import type { IssuerModel } from "../TrustModel.ts";
import { microsoftObtainable } from "./microsoftGrants.ts";
import type { Applicant, Obtainable } from "./Applicant.ts";
import { grantableScopes, isOpenToAll } from "./oktaGrants.ts";

/** What an applicant can get from an issuer of whatever kind. */
export function obtainable(issuer: IssuerModel, applicant: Applicant): Obtainable {
  if (issuer.kind !== "okta") return microsoftObtainable(issuer, applicant);
  const scopes = grantableScopes(issuer, applicant);
  return { token: scopes.length > 0, scopes, roles: [] };
}

/** Whether applications that are not declared can get tokens: every one of the Okta organisation, or of the tenant. */
export function isOpenIssuer(issuer: IssuerModel): boolean {
  return issuer.kind === "okta" ? isOpenToAll(issuer) : !issuer.assignmentRequired;
}
