import type { CognitoIssuerModel } from "../TrustModel.ts";
import type { Applicant, Obtainable } from "./Applicant.ts";

/** As much of a user pool as tells what its clients may ask for, be it a model or settings that are still being read. */
interface Pool {
  readonly resourceServers: Iterable<CognitoIssuerModel["resourceServers"][string]>;
  /** By name. */
  readonly clients: Iterable<readonly [string, { readonly scopes: readonly string[] }]>;
}

/** The scopes that every pool has, for people (Amazon Cognito developer guide, "Scopes, M2M, and resource servers"). */
export const poolScopes: readonly string[] = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

/** What Cognito gives together with `openid` alone (Amazon Cognito developer guide, "Scopes, M2M, and resource servers"). */
export const besideOpenId: readonly string[] = ["email", "phone", "profile"];

/** Every scope of resource servers, as tokens carry it: `{identifier}/{scope}`. */
export function customScopes(servers: Pool["resourceServers"]): readonly string[] {
  return [...servers].flatMap(({ identifier, scopes }) => Object.keys(scopes).map((scope) => `${identifier}/${scope}`));
}

/**
 * The clients whose ids are the audiences of the pool's authorizers: those that may ask for a scope of a resource server.
 * An access token of Cognito has no `aud`, and its `client_id` stands in (API Gateway developer guide, "Control access to
 * HTTP APIs with JWT authorizers"), so a client that people only sign in to is not named and gets in nowhere. In order of
 * the names.
 */
export function audienceClients({ resourceServers, clients }: Pool): readonly string[] {
  const custom = new Set(customScopes(resourceServers));
  return [...clients].flatMap(([name, { scopes }]) => (scopes.some((scope) => custom.has(scope)) ? [name] : [])).sort();
}

/** As `audienceClients`, of a model. */
export function audienceClientsOf({
  resourceServers,
  clients,
}: Pick<CognitoIssuerModel, "resourceServers" | "clients">): readonly string[] {
  return audienceClients({ resourceServers: Object.values(resourceServers), clients: Object.entries(clients) });
}

/**
 * What a client gets tokens with: any of the scopes that it may ask for, by itself or by the people who sign in to it.
 * `token` says whether its tokens are for an API at all.
 */
export function cognitoObtainable(issuer: CognitoIssuerModel, applicant: Applicant): Obtainable {
  if (applicant === "any-application") return { token: false, scopes: [], roles: [] };
  const scopes = issuer.clients[applicant.client]?.scopes ?? [];
  return { token: audienceClientsOf(issuer).includes(applicant.client), scopes: [...scopes].sort(), roles: [] };
}
