import type { AccessPolicyModel, AccessRuleModel, OktaIssuerModel } from "../TrustModel.ts";
import type { Applicant } from "./Applicant.ts";

/**
 * The rule by which Okta answers a client credentials request, or undefined where it refuses ("Policy evaluation
 * failed"): the policies in order of priority, those only that are for all clients or name this one; in each the rules
 * in order of priority; a rule that does not cover every requested scope is skipped (Okta, "Configure an access policy").
 * @param policies in order of priority
 * @param scopes what the request asks for, at least one
 */
export function matchingRule(
  policies: readonly AccessPolicyModel[],
  applicant: Applicant,
  scopes: readonly string[],
): AccessRuleModel | undefined {
  return rulesFor(policies, applicant).find((rule) => scopes.every((scope) => covers(rule, scope)));
}

/**
 * The declared scopes that an applicant can get from the issuer, each asked for alone, whether or not the config says
 * that it asks for them. Sorted.
 */
export function grantableScopes(issuer: OktaIssuerModel, applicant: Applicant): readonly string[] {
  return Object.keys(issuer.scopes)
    .filter((scope) => matchingRule(issuer.accessPolicies, applicant, [scope]) !== undefined)
    .sort();
}

/** Whether some policy of the issuer is for every application of the Okta organisation, declared here or not. */
export function isOpenToAll(issuer: OktaIssuerModel): boolean {
  return issuer.accessPolicies.some((policy) => policy.clients === "all");
}

function rulesFor(policies: readonly AccessPolicyModel[], applicant: Applicant): readonly AccessRuleModel[] {
  return policies.filter((policy) => isFor(policy, applicant)).flatMap((policy) => policy.rules);
}

function isFor(policy: AccessPolicyModel, applicant: Applicant): boolean {
  return policy.clients === "all" || (applicant !== "any-application" && policy.clients.includes(applicant.client));
}

function covers(rule: AccessRuleModel, scope: string): boolean {
  return rule.scopes === "all" || rule.scopes.includes(scope);
}
