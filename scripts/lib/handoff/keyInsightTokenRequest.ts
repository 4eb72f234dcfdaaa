import { grantableScopes } from "../../../trust/access/oktaGrants.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { KeyInsightModel } from "../../../trust/TrustModel.ts";

/** A client credentials request as Fortanix's guide makes it with curl; the secret is left to the caller. */
export interface KeyInsightTokenRequest {
  readonly url: string;
  /** Form fields beside the client's authentication. */
  readonly form: Readonly<Record<string, string>>;
  readonly authentication: "client_secret_basic" | "client_secret_post";
  readonly clientId: string;
  /** What the token will carry. */
  readonly scopes: readonly string[];
}

/**
 * The request for a token that proves Key Insight's credentials. As in the guide ("Okta Configuration For Client
 * Credentials Authentication", 5.0), `grant_type` stands in the query and no scope is asked for, so that Okta grants its
 * default scopes; where the client can have no default scope, Okta would refuse that, and the scopes are asked for.
 * @returns undefined where the stack's outputs do not hold the client, or it has no secret
 */
export function keyInsightTokenRequest(
  { model, issuers }: DeployedTrust,
  party: KeyInsightModel,
): KeyInsightTokenRequest | undefined {
  const issuer = model.issuers[party.issuer];
  const deployed = issuers[party.issuer];
  if (issuer?.kind !== "okta" || deployed === undefined) return undefined;
  const client = issuer.clients[party.client];
  const clientId = deployed.clients[party.client]?.clientId;
  if (client === undefined || clientId === undefined) return undefined;
  const { authentication } = client;
  if (authentication === "private_key_jwt") return undefined;
  const defaults = grantableScopes(issuer, { client: party.client }).filter((scope) => issuer.scopes[scope]?.default);
  return defaults.length > 0
    ? {
        url: `${deployed.tokenEndpoint}?grant_type=client_credentials`,
        form: {},
        authentication,
        clientId,
        scopes: defaults,
      }
    : {
        url: deployed.tokenEndpoint,
        form: { grant_type: "client_credentials", scope: client.scopes.join(" ") },
        authentication,
        clientId,
        scopes: client.scopes,
      };
}
