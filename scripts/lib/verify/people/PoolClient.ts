import type { DeployedJiraServiceManagement, DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import type { Credential } from "../clientAuthentication.ts";
import type { ClientRef } from "../TokenMinter.ts";

/** A client of a user pool that people sign in to: where it sends them, where they come back to, and what it asks for. */
export interface PoolClient {
  readonly deployed: Pick<
    DeployedJiraServiceManagement,
    "issuer" | "clientId" | "domain" | "authorizationEndpoint" | "tokenEndpoint" | "callbackUrl"
  >;
  readonly model: { readonly scopes: readonly string[] };
  /** Of the pool. */
  readonly discoveryUrl: string;
  /** Undefined where the stack's outputs hold none. */
  readonly secret: string | undefined;
}

/**
 * The client with the first of its callback URLs.
 * @returns undefined where it is none that people sign in to, or the stack's outputs lack it
 */
export function poolClient(
  { model: { issuers }, issuers: deployed }: DeployedTrust,
  ref: ClientRef,
  credential: Credential | undefined,
): PoolClient | undefined {
  const [pool, issuer] = [issuers[ref.issuer], deployed[ref.issuer]];
  const clientId = issuer?.clients[ref.client]?.clientId;
  if (pool?.kind !== "cognito" || issuer?.kind !== "cognito" || clientId === undefined) return undefined;
  const client = pool.clients[ref.client];
  const callbackUrl = client?.kind === "interactive" ? client.callbackUrls[0] : undefined;
  if (client === undefined || callbackUrl === undefined) return undefined;
  const { domain, tokenEndpoint, discoveryUrl } = issuer;
  const authorizationEndpoint = `https://${domain}/oauth2/authorize`;
  return {
    deployed: { issuer: issuer.issuer, clientId, domain, authorizationEndpoint, tokenEndpoint, callbackUrl },
    model: client,
    discoveryUrl,
    secret: credential !== undefined && "secret" in credential ? credential.secret : undefined,
  };
}
