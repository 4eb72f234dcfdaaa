import type { Policy, Rule } from "../state.ts";
import { lifecycleLink, link } from "./links.ts";

/** Members and their order as in recorded answers. */
export function policyJson(policy: Policy, priority: number, serverUrl: string): object {
  const self = `${serverUrl}/policies/${policy.id}`;
  return {
    id: policy.id,
    status: policy.status,
    name: policy.name,
    description: policy.description,
    priority,
    system: policy.system,
    conditions: { clients: { include: policy.clients } },
    created: policy.created,
    lastUpdated: policy.lastUpdated,
    _links: {
      self: link(self, "GET", "PUT", "DELETE"),
      rules: link(`${self}/rules`, "GET"),
      ...lifecycleLink(self, policy.status, "POST"),
    },
    type: "OAUTH_AUTHORIZATION_POLICY",
  };
}

/**
 * Members and their order as in recorded answers.
 * @param dates false for what is read: Okta then answers null for both [rec]
 */
export function ruleJson(rule: Rule, priority: number, policyUrl: string, dates: boolean): object {
  const self = `${policyUrl}/rules/${rule.id}`;
  return {
    id: rule.id,
    status: rule.status,
    name: rule.name,
    priority,
    created: dates ? rule.created : null,
    lastUpdated: dates ? rule.lastUpdated : null,
    system: rule.system,
    conditions: {
      people: { users: rule.users, groups: rule.groups },
      grantTypes: { include: rule.grantTypes },
      scopes: { include: rule.scopes },
    },
    actions: {
      token: {
        accessTokenLifetimeMinutes: rule.accessTokenLifetimeMinutes,
        refreshTokenLifetimeMinutes: rule.refreshTokenLifetimeMinutes,
        refreshTokenWindowMinutes: rule.refreshTokenWindowMinutes,
      },
    },
    _links: {
      self: link(self, "GET", "PUT", "DELETE"),
      ...lifecycleLink(self, rule.status, "POST"),
    },
    type: "RESOURCE_ACCESS",
  };
}
