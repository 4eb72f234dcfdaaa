import type { IssuerModel } from "../TrustModel.ts";
import { cognitoObtainable } from "./cognitoGrants.ts";
import { microsoftObtainable } from "./microsoftGrants.ts";
import type { Applicant, Obtainable } from "./Applicant.ts";
import { grantableScopes, isOpenToAll } from "./oktaGrants.ts";

/** What an applicant can get from an issuer of whatever kind; of JumpCloud nothing that an API takes. */
export function obtainable(issuer: IssuerModel, applicant: Applicant): Obtainable {
  switch (issuer.kind) {
    case "okta": {
      const scopes = grantableScopes(issuer, applicant);
      return { token: scopes.length > 0, scopes, roles: [] };
    }
    case "entra":
    case "b2c":
      return microsoftObtainable(issuer, applicant);
    case "cognito":
      return cognitoObtainable(issuer, applicant);
    case "jumpcloud":
      return { token: false, scopes: [], roles: [] };
  }
}

/**
 * Whether applications that are not declared can get tokens: every one of the Okta organisation, or of the tenant. A route's
 * authorizer knows the clients of a user pool by their ids, and trusts those that are declared; none trusts JumpCloud.
 */
export function isOpenIssuer(issuer: IssuerModel): boolean {
  switch (issuer.kind) {
    case "okta":
      return isOpenToAll(issuer);
    case "entra":
    case "b2c":
      return !issuer.assignmentRequired;
    case "cognito":
    case "jumpcloud":
      return false;
  }
}
