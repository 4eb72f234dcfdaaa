import type { Applicant } from "../../access/Applicant.ts";
import { matchingRule } from "../../access/oktaGrants.ts";
import { describePath } from "../../describeFaults.ts";
import type { AccessPolicyModel, AccessRuleModel, OktaIssuerModel, TrustModel } from "../../TrustModel.ts";
import type { SettingChange } from "../AccessDiff.ts";

/**
 * Applications of Okta that get a scope for longer by a rule that one before it kept from answering them: with an access
 * policy or a rule that is gone, or covers less, the next one answers (Okta, "Configure an access policy"). A rule that is
 * new, covers more or lasts longer is told by itself. In order of the issuers and clients.
 */
export function longerTokens(before: TrustModel, after: TrustModel): readonly SettingChange[] {
  return Object.keys(after.issuers)
    .sort()
    .flatMap((name) => {
      const [was, is] = [before, after].map(({ issuers }) =>
        Object.hasOwn(issuers, name) ? issuers[name] : undefined,
      );
      return was?.kind === "okta" && is?.kind === "okta" ? inIssuer(name, was, is) : [];
    });
}

function inIssuer(name: string, was: OktaIssuerModel, is: OktaIssuerModel): readonly SettingChange[] {
  const clients = Object.keys(is.clients)
    .filter((client) => Object.hasOwn(was.clients, client))
    .sort();
  const applicants: readonly Applicant[] = [...clients.map((client) => ({ client })), "any-application"];
  return applicants.flatMap((applicant): readonly SettingChange[] => {
    const longer = longest(was, is, applicant);
    if (longer === undefined) return [];
    const isClient = applicant !== "any-application";
    const path = isClient ? ["issuers", name, "clients", applicant.client] : ["issuers", name];
    const what = isClient
      ? "longest access token in minutes"
      : "longest access token of applications that are not declared, in minutes";
    const by = `now by the rule ${longer.rule.name} of the access policy ${longer.policy.name}`;
    return [
      {
        id: JSON.stringify([...path, "longest access token"]),
        where: describePath(path),
        what: `${what}, ${by}`,
        op: "changed",
        effect: "widens",
        before: longer.before,
        after: longer.rule.accessTokenMinutes,
      },
    ];
  });
}

interface Answer {
  readonly policy: AccessPolicyModel;
  readonly rule: AccessRuleModel;
}

/** Of the scopes that last longer by a rule that did not answer before, though it could have: the one that lasts longest. */
function longest(
  was: OktaIssuerModel,
  is: OktaIssuerModel,
  applicant: Applicant,
): (Answer & { readonly before: number }) | undefined {
  const [answered, answers] = [answersTo(was, applicant), answersTo(is, applicant)];
  const found = Object.keys(is.scopes).flatMap((scope) => {
    const before = Math.max(0, ...answered.filter((one) => covers(one, scope)).map(minutesOf));
    return answers
      .filter((one) => covers(one, scope) && minutesOf(one) > before && before > 0)
      .filter(({ policy, rule }) => couldHave(was, applicant, scope, policy.name, rule))
      .map((one) => ({ ...one, before }));
  });
  return found.toSorted((one, other) => minutesOf(other) - minutesOf(one))[0];
}

/** The rules that answer some request of an applicant; that for all that a rule covers is the hardest to take from it. */
function answersTo({ accessPolicies, scopes }: OktaIssuerModel, applicant: Applicant): readonly Answer[] {
  return accessPolicies.flatMap((policy) =>
    policy.rules.flatMap((rule) => {
      const all = rule.scopes === "all" ? Object.keys(scopes) : rule.scopes;
      return all.length > 0 && matchingRule(accessPolicies, applicant, all) === rule ? [{ policy, rule }] : [];
    }),
  );
}

/** Whether a rule was there already, for the applicant and the scope, with a lifetime as long. */
function couldHave(
  { accessPolicies, scopes }: OktaIssuerModel,
  applicant: Applicant,
  scope: string,
  policyName: string,
  { name, accessTokenMinutes }: AccessRuleModel,
): boolean {
  const policy = accessPolicies.find((one) => one.name === policyName);
  const rule = policy?.rules.find((one) => one.name === name);
  if (policy === undefined || rule === undefined || rule.accessTokenMinutes < accessTokenMinutes) return false;
  return Object.hasOwn(scopes, scope) && matchingRule([{ ...policy, rules: [rule] }], applicant, [scope]) === rule;
}

function covers({ rule: { scopes } }: Answer, scope: string): boolean {
  return scopes === "all" || scopes.includes(scope);
}

function minutesOf({ rule }: Answer): number {
  return rule.accessTokenMinutes;
}
