import { grantableScopes } from "../../../trust/access/oktaGrants.ts";
import type { DeployedIssuer } from "../../../trust/DeployedTrust.ts";
import type { IssuerModel } from "../../../trust/TrustModel.ts";

/** What a client is declared to be granted: at Okta and Cognito the scopes that it asks for, at Microsoft its app roles, at JumpCloud nothing. */
export function declaredGrants(issuer: IssuerModel | undefined, client: string): readonly string[] {
  switch (issuer?.kind) {
    case undefined:
      return [];
    case "okta":
    case "cognito":
      return issuer.clients[client]?.scopes ?? [];
    case "entra":
    case "b2c":
      return issuer.clients[client]?.roles ?? [];
    case "jumpcloud":
      return [];
  }
}

/** What a client can get of an issuer, whether or not it is declared to ask for it. Sorted. */
export function grantable(issuer: IssuerModel, client: string): readonly string[] {
  return issuer.kind === "okta" ? grantableScopes(issuer, { client }) : declaredGrants(issuer, client);
}

/**
 * Whether the issuer gives the client a token at all: Okta where a policy grants it something; Microsoft where it has a
 * role at the API, or the API's service principal asks for no assignment; Cognito always, for no client is without scopes.
 */
export function getsToken(issuer: IssuerModel, client: string): boolean {
  const isOpen = "assignmentRequired" in issuer && !issuer.assignmentRequired;
  return isOpen || grantable(issuer, client).length > 0;
}

/**
 * Whether the clients of an issuer are known to another one too: authorization servers of one Okta organisation, APIs of
 * one tenant; a user pool and JumpCloud know their own alone.
 */
export function sharesClients(one: DeployedIssuer, other: DeployedIssuer): boolean {
  if (one.kind === "okta" || other.kind === "okta") {
    return one.kind === other.kind && new URL(one.tokenEndpoint).host === new URL(other.tokenEndpoint).host;
  }
  if ("tenantId" in one && "tenantId" in other) return one.tenantId === other.tenantId;
  return one.kind === other.kind && one.issuer === other.issuer;
}
