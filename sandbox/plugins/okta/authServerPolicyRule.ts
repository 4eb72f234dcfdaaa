import { integer, set, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { at, segment } from "./fields.ts";
import type { OktaClient } from "./OktaClient.ts";

const pathOfAll = (server = "", policy = ""): string =>
  `/api/v1/authorizationServers/${segment(server)}/policies/${segment(policy)}/rules`;

interface Place {
  readonly authServerId?: string;
  readonly policyId?: string;
}

const path = ({ authServerId, policyId }: Place, id: string): string =>
  `${pathOfAll(authServerId, policyId)}/${segment(id)}`;

const inputs = {
  accessTokenLifetimeMinutes: integer({ default: 60, between: [5, 1440] }),
  authServerId: string({ required: true }),
  grantTypeWhitelists: set(string(), { required: true }),
  groupBlacklists: set(string()),
  groupWhitelists: set(string()),
  inlineHookId: string(),
  name: string({ autoname: { maxLength: 255 } }),
  policyId: string({ required: true }),
  priority: integer({ required: true }),
  refreshTokenLifetimeMinutes: integer(),
  refreshTokenWindowMinutes: integer({ default: 10080, between: [5, 2628000] }),
  scopeWhitelists: set(string()),
  status: string({ default: "ACTIVE", oneOf: ["ACTIVE", "INACTIVE"] }),
  type: string({ default: "RESOURCE_ACCESS", oneOf: ["RESOURCE_ACCESS"] }),
  userBlacklists: set(string()),
  userWhitelists: set(string()),
};

/** `okta:auth/serverPolicyRule:ServerPolicyRule` (okta/terraform-provider-okta, okta_auth_server_policy_rule). */
export const authServerPolicyRule = defineResource<OktaClient>()({
  type: "okta:auth/serverPolicyRule:ServerPolicyRule",
  inputs,
  outputs: { system: {} },
  importedWith: ["authServerId", "policyId"],

  async create(okta, inputs) {
    const rule = await okta.post(pathOfAll(inputs.authServerId, inputs.policyId), bodyOf(inputs));
    return { id: String(rule["id"]) };
  },

  async read(okta, id, { authServerId, policyId }) {
    const rule = await okta.find(path({ ...(authServerId && { authServerId }), ...(policyId && { policyId }) }, id));
    return (
      rule && {
        accessTokenLifetimeMinutes: at(rule, "actions", "token", "accessTokenLifetimeMinutes"),
        authServerId,
        grantTypeWhitelists: at(rule, "conditions", "grantTypes", "include"),
        groupBlacklists: at(rule, "conditions", "people", "groups", "exclude"),
        groupWhitelists: at(rule, "conditions", "people", "groups", "include"),
        inlineHookId: at(rule, "actions", "token", "inlineHook", "id"),
        name: rule["name"],
        policyId,
        priority: rule["priority"],
        refreshTokenLifetimeMinutes: at(rule, "actions", "token", "refreshTokenLifetimeMinutes"),
        refreshTokenWindowMinutes: at(rule, "actions", "token", "refreshTokenWindowMinutes"),
        scopeWhitelists: at(rule, "conditions", "scopes", "include"),
        status: rule["status"],
        system: rule["system"],
        type: rule["type"],
        userBlacklists: at(rule, "conditions", "people", "users", "exclude"),
        userWhitelists: at(rule, "conditions", "people", "users", "include"),
      }
    );
  },

  async update(okta, id, { inputs, has }) {
    await okta.put(path(inputs, id), bodyOf(inputs));
    if (has("status")) await okta.lifecycle(path(inputs, id), inputs.status === "ACTIVE" ? "activate" : "deactivate");
    return undefined;
  },

  async delete(okta, id, old) {
    await okta.delete(path(old, id));
  },
});

function bodyOf(rule: ValuesOf<typeof inputs>): object {
  return {
    name: rule.name,
    status: rule.status,
    priority: rule.priority,
    type: rule.type,
    actions: {
      token: {
        accessTokenLifetimeMinutes: rule.accessTokenLifetimeMinutes,
        refreshTokenLifetimeMinutes: rule.refreshTokenLifetimeMinutes,
        refreshTokenWindowMinutes: rule.refreshTokenWindowMinutes,
        ...(rule.inlineHookId && { inlineHook: { id: rule.inlineHookId } }),
      },
    },
    conditions: {
      grantTypes: { include: rule.grantTypeWhitelists },
      scopes: { include: rule.scopeWhitelists ?? [] },
      people: {
        groups: { include: rule.groupWhitelists ?? [], exclude: rule.groupBlacklists ?? [] },
        users: { include: rule.userWhitelists ?? [], exclude: rule.userBlacklists ?? [] },
      },
    },
  };
}
