import type { AccessPolicyModel, AccessRuleModel, ClientModel, OktaIssuerModel } from "../../../../trust/TrustModel.ts";
import { at, textAt, textsAt } from "../lib/fields.ts";
import { gainedAccess } from "../lib/gainedAccess.ts";
import { inWords } from "../lib/inWords.ts";
import type { OktaObject, OktaServer } from "./OktaPart.ts";

/** Who can call what by a change of the issuer, in one sentence; undefined where nobody gains anything. */
export function gainsBy(
  { context, name, model }: OktaServer,
  change: (issuer: OktaIssuerModel) => OktaIssuerModel,
): string | undefined {
  const { model: trust } = context.trust;
  return gainedAccess(trust, { ...trust, issuers: { ...trust.issuers, [name]: change(model) } });
}

/** As before, of a policy with its rules. */
export function gainsByPolicy(server: OktaServer, policy: AccessPolicyModel): string | undefined {
  const { rules, clients } = policy;
  const told = gainsBy(server, (issuer) => withPolicy(issuer, policy));
  if (told !== undefined) return told;
  if (rules.length === 0 || clients.length === 0) return undefined;
  const who = clients === "all" ? "Every application of the Okta organisation" : inWords(clients);
  return `${who} can get ${scopesInWords(rules)}, which open no route that they cannot call already.`;
}

/** The issuer with one policy more, and with the clients that only it names. */
function withPolicy(issuer: OktaIssuerModel, policy: AccessPolicyModel): OktaIssuerModel {
  const others = issuer.accessPolicies.filter(({ name }) => name !== policy.name);
  const named = policy.clients === "all" ? [] : policy.clients;
  const strangers = named.filter((client) => !Object.hasOwn(issuer.clients, client));
  return {
    ...issuer,
    clients: { ...issuer.clients, ...Object.fromEntries(strangers.map((client) => [client, stranger])) },
    accessPolicies: [...others, policy],
  };
}

const stranger: ClientModel = { scopes: [], authentication: "client_secret_basic" };

/** What a policy of Okta's decides for client credentials; one that is switched off decides nothing. */
export function policyModel(
  { deployed }: Pick<OktaServer, "deployed">,
  policy: OktaObject,
  rules: readonly OktaObject[],
): AccessPolicyModel {
  const include = textsAt(policy, "conditions", "clients", "include");
  const active = policy["status"] === "ACTIVE";
  return {
    name: textAt(policy, "name"),
    description: "",
    priority: Number(policy["priority"]),
    clients: include.includes("ALL_CLIENTS") ? "all" : include.map((id) => clientName(deployed.clients, id)),
    rules: active ? rules.flatMap(ruleModel) : [],
  };
}

/** None for a rule that is switched off, or that is for people alone. */
export function ruleModel(rule: OktaObject): readonly AccessRuleModel[] {
  const grants = textsAt(rule, "conditions", "grantTypes", "include");
  if (rule["status"] !== "ACTIVE" || !grants.includes("client_credentials")) return [];
  const scopes = textsAt(rule, "conditions", "scopes", "include");
  return [
    {
      name: textAt(rule, "name"),
      priority: Number(rule["priority"]),
      scopes: scopes.includes("*") ? "all" : scopes,
      accessTokenMinutes: Number(at(rule, "actions", "token", "accessTokenLifetimeMinutes")),
    },
  ];
}

/** A client by its name in the config, one that is not declared by its id. */
export function clientName(clients: Readonly<Record<string, { readonly clientId: string }>>, id: string): string {
  return Object.keys(clients).find((name) => clients[name]?.clientId === id) ?? `application ${id}`;
}

function scopesInWords(rules: readonly AccessRuleModel[]): string {
  if (rules.some(({ scopes }) => scopes === "all")) return "tokens with all scopes";
  const scopes = rules.flatMap((rule) => (rule.scopes === "all" ? [] : rule.scopes));
  return `tokens with ${inWords([...new Set(scopes)])}`;
}
