import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { validationFailed } from "../errors.ts";
import { newId } from "../ids.ts";
import { oktaTime, unsupported, type OktaCall } from "../OktaCall.ts";
import { place } from "../priorities.ts";
import type { Policy, Rule, Status } from "../state.ts";
import { oneOf, parseBody, requiredText } from "../validation.ts";
import { ruleJson } from "../wire/policyJson.ts";
import { findPolicy, findRule, findServer, serverUrl } from "./find.ts";

interface PolicyPath {
  readonly serverId: string;
  readonly policyId: string;
}

interface RulePath extends PolicyPath {
  readonly ruleId: string;
}

const includes = z.object({ include: z.array(z.string()).nullish(), exclude: z.array(z.string()).nullish() }).nullish();

const minutes = (least: number, most: number) =>
  z.int().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`);

/** The limits are Okta's: an access token lasts 5 minutes to a day; their words are not confirmed. */
const body = z.object({
  type: z.literal("RESOURCE_ACCESS", "Invalid rule type specified.").optional(),
  name: requiredText,
  status: oneOf("status", ["ACTIVE", "INACTIVE"]).nullish(),
  priority: z.int().min(1, "The priority must be at least 1.").nullish(),
  conditions: z.object({
    people: z.object({ users: includes, groups: includes }).nullish(),
    grantTypes: z.object({ include: z.array(z.string()).min(1, "The field cannot be left blank") }),
    scopes: includes,
  }),
  actions: z
    .object({
      token: z
        .object({
          accessTokenLifetimeMinutes: minutes(5, 1440).default(60),
          refreshTokenLifetimeMinutes: z.int().min(0).default(0),
          refreshTokenWindowMinutes: minutes(10, 2628000).default(10080),
          inlineHook: z.object({ id: z.string().nullish() }).nullish(),
        })
        .prefault({}),
    })
    .prefault({}),
});

/** All of them, in order of priority. */
export function listAuthorizationServerPolicyRules(call: OktaCall, path: PolicyPath): SandboxResponse {
  const policy = policyAt(call, path);
  return json(
    200,
    policy.rules.map((rule) => show(call, path, policy, rule, false)),
  );
}

export function createAuthorizationServerPolicyRule(call: OktaCall, path: PolicyPath): SandboxResponse {
  const policy = policyAt(call, path);
  const { priority, status, ...settings } = read(call, policy);
  const created = oktaTime(call.now);
  const rule: Rule = {
    id: newId("0pr"),
    system: false,
    created,
    lastUpdated: created,
    status: status ?? "ACTIVE",
    ...settings,
  };
  place(policy.rules, rule, priority);
  return json(201, show(call, path, policy, rule, true));
}

export function getAuthorizationServerPolicyRule(call: OktaCall, path: RulePath): SandboxResponse {
  const policy = policyAt(call, path);
  return json(200, show(call, path, policy, findRule(policy, path.ruleId), false));
}

export function replaceAuthorizationServerPolicyRule(call: OktaCall, path: RulePath): SandboxResponse {
  const policy = policyAt(call, path);
  const rule = findRule(policy, path.ruleId);
  const { priority, status, ...settings } = read(call, policy, rule);
  Object.assign(rule, settings, { status: status ?? rule.status, lastUpdated: oktaTime(call.now) });
  place(policy.rules, rule, priority);
  return json(200, show(call, path, policy, rule, true));
}

export function deleteAuthorizationServerPolicyRule(call: OktaCall, path: RulePath): SandboxResponse {
  const policy = policyAt(call, path);
  remove(policy.rules, findRule(policy, path.ruleId));
  return empty(204);
}

export function setAuthorizationServerPolicyRuleStatus(status: Status) {
  return (call: OktaCall, path: RulePath): SandboxResponse => {
    const rule = findRule(policyAt(call, path), path.ruleId);
    if (rule.status !== status) Object.assign(rule, { status, lastUpdated: oktaTime(call.now) });
    return empty(204);
  };
}

interface RuleSettings extends Omit<Rule, "id" | "system" | "created" | "lastUpdated" | "status"> {
  readonly priority: number | undefined;
  readonly status: Status | undefined;
}

/**
 * Grant types with people need people, in these words [obs]; Okta says the same of a grant type that it does not know.
 * That a name is taken is told in unconfirmed words. Whether Okta looks for the scopes that a rule names is not known:
 * here a scope may come later.
 */
function read(call: OktaCall, policy: Policy, itself?: Rule): RuleSettings {
  const { name, status, priority, conditions, actions } = parseBody(body, call.request);
  if (policy.rules.some((rule) => rule !== itself && rule.name === name)) {
    throw validationFailed("name", ["name: Policy rule name already in use"]);
  }
  const users = conditions.people?.users;
  const groups = conditions.people?.groups;
  const nobody = (users?.include ?? []).length === 0 && (groups?.include ?? []).length === 0;
  if (nobody && conditions.grantTypes.include.some((grantType) => !withoutPeople.has(grantType))) {
    throw validationFailed("conditions.people", [
      "conditions.people: At least one of ''conditions.people.users.include'' or ''conditions.people.groups.include'' must contain a valid user or group when ''conditions.grantTypes'' contains one or more of [authorization_code, implicit, password].",
    ]);
  }
  const { inlineHook, ...lifetimes } = actions.token;
  if (inlineHook?.id) throw unsupported(call, "the sandbox runs no inline hooks");
  return {
    name,
    users: { ...(users?.include && { include: users.include }), exclude: users?.exclude ?? [] },
    groups: { include: groups?.include ?? [], ...(groups?.exclude && { exclude: groups.exclude }) },
    grantTypes: conditions.grantTypes.include,
    scopes: conditions.scopes?.include ?? [],
    ...lifetimes,
    priority: priority ?? undefined,
    status: status ?? undefined,
  };
}

const withoutPeople = new Set(["client_credentials"]);

function policyAt(call: OktaCall, { serverId, policyId }: PolicyPath): Policy {
  return findPolicy(findServer(call, serverId), policyId);
}

function show(call: OktaCall, path: PolicyPath, policy: Policy, rule: Rule, dates: boolean): object {
  const policyUrl = `${serverUrl(call, findServer(call, path.serverId))}/policies/${policy.id}`;
  return ruleJson(rule, policy.rules.indexOf(rule) + 1, policyUrl, dates);
}
