import { notFound } from "../errors.ts";
import { byId } from "../lists.ts";
import type { OktaCall } from "../OktaCall.ts";
import { findUser } from "../people/findUser.ts";
import { peopleOf } from "../people/peopleOf.ts";
import type { App, AuthorizationServer, Claim, Group, Policy, Rule, Scope, User } from "../state.ts";

/** The server that an id, or the alias `default`, names; throws E0000007 otherwise, as all of these do. */
export function findServer({ org }: Pick<OktaCall, "org">, serverId: string): AuthorizationServer {
  const server = org.servers.find(
    ({ id, default: isDefault }) => id === serverId || (isDefault && serverId === "default"),
  );
  return server ?? missing(serverId, "AuthorizationServer");
}

/** Names of the classes other than AuthorizationServer's are as the console's errors have them, not confirmed each. */
export function findScope(server: AuthorizationServer, scopeId: string): Scope {
  return byId(server.scopes, scopeId) ?? missing(scopeId, "OAuth2Scope");
}

export function findClaim(server: AuthorizationServer, claimId: string): Claim {
  return byId(server.claims, claimId) ?? missing(claimId, "OAuth2Claim");
}

export function findPolicy(server: Pick<AuthorizationServer, "policies">, policyId: string): Policy {
  return byId(server.policies, policyId) ?? missing(policyId, "Policy");
}

export function findRule(policy: Policy, ruleId: string): Rule {
  return byId(policy.rules, ruleId) ?? missing(ruleId, "PolicyRule");
}

export function findApp({ org }: Pick<OktaCall, "org">, appId: string): App {
  return byId(org.apps, appId) ?? missing(appId, "AppInstance");
}

/** By id or login. */
export function findUserOrRefuse({ org }: Pick<OktaCall, "org">, idOrLogin: string): User {
  return findUser(org, idOrLogin) ?? missing(idOrLogin, "User");
}

/** Of the groups that were made in Okta: everyone's is not among them. */
export function findGroup({ org }: Pick<OktaCall, "org">, groupId: string): Group {
  return byId(peopleOf(org).groups, groupId) ?? missing(groupId, "UserGroup");
}

function missing(id: string, type: string): never {
  throw notFound(id, type);
}

/** The path under which a server is managed. */
export function serverUrl({ baseUrl }: Pick<OktaCall, "baseUrl">, server: AuthorizationServer): string {
  return `${baseUrl}/api/v1/authorizationServers/${server.id}`;
}
