import { grantableScopes } from "../../../trust/access/oktaGrants.ts";
import type { DeployedIssuer } from "../../../trust/DeployedTrust.ts";
import type { IssuerModel } from "../../../trust/TrustModel.ts";

/** What a client is declared to be granted: at Okta the scopes that it asks for, at Microsoft its app roles. */
export function declaredGrants(issuer: IssuerModel | undefined, client: string): readonly string[] {
  if (issuer === undefined) return [];
  return issuer.kind === "okta" ? (issuer.clients[client]?.scopes ?? []) : (issuer.clients[client]?.roles ?? []);
}

/** What a client can get of an issuer, whether or not it is declared to ask for it. Sorted. */
export function grantable(issuer: IssuerModel, client: string): readonly string[] {
  return issuer.kind === "okta" ? grantableScopes(issuer, { client }) : declaredGrants(issuer, client);
}

/**
 * Whether the issuer gives the client a token at all: Okta where a policy grants it something; Microsoft where it has a
 * role at the API, or the API's service principal asks for no assignment.
 */
export function getsToken(issuer: IssuerModel, client: string): boolean {
  return grantable(issuer, client).length > 0 || (issuer.kind !== "okta" && !issuer.assignmentRequired);
}

/** The claim of an access token that names the client: `cid` at Okta, `azp` in Microsoft's tokens of version 2. */
export function clientClaimOf({ kind }: Pick<DeployedIssuer, "kind">): "cid" | "azp" {
  return kind === "okta" ? "cid" : "azp";
}

/** The issuers whose clients an issuer knows too: authorization servers of one Okta organisation, APIs of one tenant. */
export function sharesClients(one: DeployedIssuer, other: DeployedIssuer): boolean {
  if (one.kind === "okta" || other.kind === "okta") {
    return one.kind === other.kind && new URL(one.tokenEndpoint).host === new URL(other.tokenEndpoint).host;
  }
  return one.tenantId === other.tenantId;
}
