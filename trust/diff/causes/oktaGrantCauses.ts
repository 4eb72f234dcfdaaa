import type { Applicant } from "../../access/Applicant.ts";
import { matchingRule } from "../../access/oktaGrants.ts";
import type { AccessPolicyModel, AccessRuleModel, OktaIssuerModel } from "../../TrustModel.ts";
import { listed } from "./words.ts";

/** What of Okta's access policies brought about that an applicant is granted scopes that it was not, or no longer. */
export function oktaGrantCauses(
  name: string,
  was: OktaIssuerModel,
  is: OktaIssuerModel,
  applicant: Applicant,
  scopes: readonly string[],
): readonly string[] {
  const causes = new Map<string, string[]>();
  for (const scope of scopes) {
    const [granted, grants] = [ruleFor(was, applicant, scope), ruleFor(is, applicant, scope)];
    if ((granted === undefined) === (grants === undefined)) continue;
    const cause =
      grants === undefined
        ? lostBy(name, is, granted, applicant, scope)
        : gainedBy(name, was, grants, applicant, scope);
    causes.set(cause, [...(causes.get(cause) ?? []), scope]);
  }
  return [...causes].map(([cause, of]) => cause.replace("{scopes}", () => listed(of)));
}

interface Granting {
  readonly policy: AccessPolicyModel;
  readonly rule: AccessRuleModel;
}

function ruleFor(
  { accessPolicies, scopes }: OktaIssuerModel,
  applicant: Applicant,
  scope: string,
): Granting | undefined {
  if (!Object.hasOwn(scopes, scope)) return undefined;
  const rule = matchingRule(accessPolicies, applicant, [scope]);
  const policy = rule && accessPolicies.find(({ rules }) => rules.includes(rule));
  return rule && policy && { rule, policy };
}

/** What the other model lacks of a rule that grants a scope: the scope, the policy, the rule, the client in it, or the scope in that. */
function gainedBy(
  name: string,
  was: OktaIssuerModel,
  { policy, rule }: Granting,
  applicant: Applicant,
  scope: string,
): string {
  const at = `of ${name}`;
  if (!Object.hasOwn(was.scopes, scope)) return `the scope {scopes} ${at} is new`;
  const policyBefore = was.accessPolicies.find((one) => one.name === policy.name);
  if (policyBefore === undefined) return `the new access policy ${policy.name} ${at} grants {scopes}`;
  if (!isFor(policyBefore, applicant)) {
    return `the access policy ${policy.name} ${at}, which grants {scopes}, is for ${nameOf(applicant, policy)} now`;
  }
  const ruleBefore = policyBefore.rules.find((one) => one.name === rule.name);
  if (ruleBefore === undefined)
    return `the new rule ${rule.name} of the access policy ${policy.name} ${at} grants {scopes}`;
  return `the rule ${rule.name} of the access policy ${policy.name} ${at} covers {scopes} now`;
}

function lostBy(
  name: string,
  is: OktaIssuerModel,
  granted: Granting | undefined,
  applicant: Applicant,
  scope: string,
): string {
  const at = `of ${name}`;
  if (!Object.hasOwn(is.scopes, scope)) return `the scope {scopes} ${at} is gone`;
  const policy = is.accessPolicies.find((one) => one.name === granted?.policy.name);
  if (policy === undefined)
    return `the access policy ${granted?.policy.name ?? ""} ${at}, which granted {scopes}, is gone`;
  if (!isFor(policy, applicant)) {
    return `the access policy ${policy.name} ${at}, which grants {scopes}, is not for ${nameOf(applicant, policy)} any more`;
  }
  const rule = policy.rules.find((one) => one.name === granted?.rule.name);
  if (rule === undefined) {
    return `the rule ${granted?.rule.name ?? ""} of the access policy ${policy.name} ${at}, which granted {scopes}, is gone`;
  }
  return `the rule ${rule.name} of the access policy ${policy.name} ${at} does not cover {scopes} any more`;
}

function isFor({ clients }: AccessPolicyModel, applicant: Applicant): boolean {
  return clients === "all" || (applicant !== "any-application" && clients.includes(applicant.client));
}

function nameOf(applicant: Applicant, { clients }: AccessPolicyModel): string {
  return applicant === "any-application" || clients === "all" ? "all clients" : applicant.client;
}
