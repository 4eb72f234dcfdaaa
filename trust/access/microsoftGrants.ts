import type { B2cIssuerModel, EntraIssuerModel } from "../TrustModel.ts";
import type { Applicant, Obtainable } from "./Applicant.ts";

type MicrosoftIssuerModel = EntraIssuerModel | B2cIssuerModel;

/**
 * What an application gets in its own name: always all the roles that it is assigned, whatever it asks for. While the API's
 * service principal requires assignment, an application without any is refused (AADSTS501051); otherwise every application
 * of the tenant gets a token, though without roles. Entra ID puts them into `roles`, Azure AD B2C into `scp`.
 */
export function microsoftObtainable(issuer: MicrosoftIssuerModel, applicant: Applicant): Obtainable {
  const assigned = applicant === "any-application" ? [] : (issuer.clients[applicant.client]?.roles ?? []);
  const token = !issuer.assignmentRequired || assigned.length > 0;
  const grants = [...assigned].sort();
  return issuer.kind === "entra" ? { token, scopes: [], roles: grants } : { token, scopes: grants, roles: [] };
}
