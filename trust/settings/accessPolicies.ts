import { sortedByKey } from "../../lib/sortedByKey.ts";
import { matchingRule } from "../access/oktaGrants.ts";
import type { AccessPolicyModel, AccessRuleModel, ClientModel } from "../TrustModel.ts";
import type { OktaIssuerSettings, PolicySettings } from "./oktaIssuer.ts";
import type { Named, Path, SettingsReader } from "./SettingsReader.ts";

const defaultTokenMinutes = 60;

/**
 * The access policies of an issuer in order of priority: exactly those declared, or, where none are, one for each client
 * that grants it the scopes that it asks for. Undefined while any part of them could not be read.
 */
export function accessPoliciesOf(settings: OktaIssuerSettings): readonly AccessPolicyModel[] | undefined {
  return settings.accessPolicies === undefined ? derivedPolicies(settings) : declaredPolicies(settings.accessPolicies);
}

function derivedPolicies({ server, clients }: OktaIssuerSettings): readonly AccessPolicyModel[] | undefined {
  const read = allRead(clients);
  return read?.map(([name, client], index) => ({
    name,
    description: derivedDescription(name),
    priority: index + 1,
    clients: [name],
    rules: [
      {
        name: derivedRule,
        priority: 1,
        scopes: [...client.scopes].sort(),
        accessTokenMinutes: server?.accessTokenMinutes ?? defaultTokenMinutes,
      },
    ],
  }));
}

const derivedRule = "client-credentials";

function derivedDescription(client: string): string {
  return `Lets ${client} get the scopes that it asks for`;
}

/** Whether a policy was derived from what a client asks for, and so stands nowhere in the config. */
export function isDerivedPolicy({ name, description, rules }: AccessPolicyModel): boolean {
  return description === derivedDescription(name) && rules.length === 1 && rules[0]?.name === derivedRule;
}

function declaredPolicies(policies: Named<PolicySettings>): readonly AccessPolicyModel[] | undefined {
  const read = allRead(policies)?.map(([name, policy]) => {
    const rules = allRead(policy.rules)?.map(([rule, settings]) => toRule(rule, settings));
    return rules && toPolicy(name, policy, rules.sort(byPriority));
  });
  return read?.every((policy) => policy !== undefined) ? read.sort(byPriority) : undefined;
}

function toPolicy(name: string, policy: PolicySettings, rules: readonly AccessRuleModel[]): AccessPolicyModel {
  return {
    name,
    description: policy.description ?? `Access policy ${name}`,
    priority: policy.priority,
    clients: sortedNames(policy.clients),
    rules,
  };
}

function toRule(name: string, rule: Omit<AccessRuleModel, "name">): AccessRuleModel {
  return { name, ...rule, scopes: sortedNames(rule.scopes) };
}

function sortedNames(names: "all" | readonly string[]): "all" | readonly string[] {
  return names === "all" ? names : [...names].sort();
}

function byPriority(one: { readonly priority: number }, other: { readonly priority: number }): number {
  return one.priority - other.priority;
}

/** In order of the names; undefined while one of them could not be read. */
function allRead<T>(named: Named<T>): readonly (readonly [string, T])[] | undefined {
  const entries = [...named].flatMap(([name, item]) => (item === undefined ? [] : [[name, item] as const]));
  return entries.length === named.size ? sortedByKey(entries) : undefined;
}

/** Notes the clients that would ask in vain: for a scope that no rule grants them, or for more than one rule grants. */
export function checkGrants(reader: SettingsReader, settings: OktaIssuerSettings, path: Path): void {
  const policies = accessPoliciesOf(settings);
  // Derived policies grant what is asked for, and of an empty set its own schema complains.
  if (policies === undefined || !settings.accessPolicies?.size) return;
  for (const [name, client] of settings.clients) {
    if (client) checkClient(reader, name, client, policies, settings, [...path, "clients", name, "scopes"]);
  }
}

function checkClient(
  reader: SettingsReader,
  name: string,
  client: ClientModel,
  policies: readonly AccessPolicyModel[],
  { scopes }: OktaIssuerSettings,
  path: Path,
): void {
  const declared = client.scopes.filter((scope) => scopes.has(scope));
  const granted = declared.filter((scope) => matchingRule(policies, { client: name }, [scope]));
  for (const scope of declared.filter((asked) => !granted.includes(asked))) {
    reader.fault([...path, client.scopes.indexOf(scope)], `No access policy grants ${scope} to this client.`, {
      found: scope,
      expected: "a rule that covers the scope, in a policy for this client",
    });
  }
  if (granted.length === declared.length && granted.length > 1 && !matchingRule(policies, { client: name }, granted)) {
    reader.fault(
      path,
      `No single rule grants ${granted.join(", ")} together, and Okta answers a request by one rule.`,
      {
        expected: "one rule that covers all scopes of the client",
      },
    );
  }
}
