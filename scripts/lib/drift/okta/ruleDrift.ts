import type { AccessPolicyModel } from "../../../../trust/TrustModel.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { at, textAt, textsAt, without } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { putBack } from "../lib/putBack.ts";
import { resourcesOf } from "../lib/resourcesOf.ts";
import type { StateResource } from "../../stack/StateResource.ts";
import { deleteUnlessWanted } from "./fixes.ts";
import { gainsByPolicy, ruleModel } from "./gains.ts";
import type { OktaObject, OktaServer } from "./OktaPart.ts";
import { orderDrift } from "./orderDrift.ts";

interface Policy {
  readonly resource: StateResource;
}

/** Rules of a declared policy: those that nobody declared, and declared ones that are switched off, wider or in another order. */
export async function ruleDrift(server: OktaServer, policy: Policy): Promise<readonly DriftFinding[]> {
  const { api, context, place, serverPath } = server;
  const { id: policyId = "", outputs } = policy.resource;
  const path = `${serverPath}/policies/${policyId}/rules`;
  const found = await api.list(path);
  const declared = resourcesOf(context.state, "okta:auth/serverPolicyRule:ServerPolicyRule").filter(
    ({ outputs: { policyId: of } }) => of === policyId,
  );
  const managed = declared.flatMap((resource) => {
    const rule = found.find(({ id }) => id === resource.id);
    return rule === undefined ? [] : [{ resource, found: rule }];
  });
  const where = `${place.where}, access policy ${textAt(outputs, "name")}`;
  const model = server.model.accessPolicies.find(({ name }) => name === outputs["name"]);
  const unmanaged = found
    .filter(({ id }) => !declared.some((resource) => resource.id === id))
    .map((rule) => unmanagedRule(server, where, `${path}/${textAt(rule, "id")}`, rule, model));
  const ofOrder = orderDrift({
    managed,
    unmanaged,
    where: `${where}, rules`,
    what: `rules of the access policy ${textAt(outputs, "name")}`,
    path: place.path,
    stack: context.stack,
  });
  return [...ofOrder, ...managed.flatMap((rule) => managedRule(server, where, rule, model))];
}

function unmanagedRule(
  server: OktaServer,
  where: string,
  path: string,
  rule: OktaObject,
  policy: AccessPolicyModel | undefined,
): DriftFinding {
  const name = textAt(rule, "name");
  const gains = policy && gainsByPolicy(server, { ...policy, rules: [...policy.rules, ...ruleModel(rule)] });
  return driftFinding({
    rule: "unmanaged-access-rule",
    ...server.place,
    where: `${where}, rule ${name}`,
    message: `The access policy has a rule ${name} that nobody declared.`,
    ...(gains !== undefined && ruleModel(rule).length > 0 && { gains }),
    actual: `${scopesOf(rule)} by ${inWords(grantsOf(rule))}, priority ${String(rule["priority"])}, ${textAt(rule, "status")}`,
    advice: deleteUnlessWanted(server, path),
  });
}

function managedRule(
  server: OktaServer,
  of: string,
  { resource, found }: { readonly resource: StateResource; readonly found: OktaObject },
  policy: AccessPolicyModel | undefined,
): readonly DriftFinding[] {
  const { id = "", outputs } = resource;
  const name = textAt(outputs, "name");
  const place = { ...server.place, where: `${of}, rule ${name}`, advice: putBack(server.context.stack) };
  const changed = (
    property: string,
    finding: Pick<DriftFinding, "message" | "expected" | "actual"> & {
      gains?: string | undefined;
      rule?: "deactivated";
    },
  ): DriftFinding => {
    const { gains, rule = "managed-changed", ...told } = finding;
    return driftFinding({
      rule,
      ...place,
      ...told,
      explains: [{ id, property }],
      ...(gains !== undefined && { gains }),
    });
  };
  const findings: DriftFinding[] = [];
  if (found["status"] !== "ACTIVE" && outputs["status"] === "ACTIVE") {
    const message = `The rule ${name} is switched off: nobody gets a token by it.`;
    findings.push(changed("status", { rule: "deactivated", message, expected: "ACTIVE", actual: "INACTIVE" }));
  }
  const [scopes, wanted] = [textsAt(found, "conditions", "scopes", "include"), textsAt(outputs, "scopeWhitelists")];
  if (scopes.join() !== wanted.join()) {
    const rules = (policy?.rules ?? []).flatMap((rule) => (rule.name === name ? ruleModel(found) : [rule]));
    const gains =
      policy && without(scopes, wanted).length > 0 ? gainsByPolicy(server, { ...policy, rules }) : undefined;
    const message = `The rule ${name} gives other scopes.`;
    findings.push(changed("scopeWhitelists", { message, expected: inWords(wanted), actual: inWords(scopes), gains }));
  }
  const [grants, wantedGrants] = [grantsOf(found), textsAt(outputs, "grantTypeWhitelists")];
  if (grants.join() !== wantedGrants.join()) {
    const extra = without(grants, wantedGrants);
    const gains = extra.length > 0 ? `People get tokens with ${scopesOf(found)} by ${inWords(extra)}.` : undefined;
    const message = `The rule ${name} is for other grants.`;
    const told = { message, expected: inWords(wantedGrants), actual: inWords(grants), gains };
    findings.push(changed("grantTypeWhitelists", told));
  }
  const [people, wantedPeople] = [
    peopleOf(found),
    [...textsAt(outputs, "groupWhitelists"), ...textsAt(outputs, "userWhitelists")],
  ];
  if (people.join() !== wantedPeople.join()) {
    const extra = without(people, wantedPeople);
    findings.push(
      driftFinding({
        ...{ rule: "managed-changed", ...place },
        message: `The rule ${name} is for other people.`,
        ...{ expected: inWords(wantedPeople) || "nobody", actual: inWords(people) || "nobody" },
        ...(extra.length > 0 && {
          gains: `People of ${inWords(extra)} get tokens by it, by the grants that people use.`,
        }),
        explains: ["groupWhitelists", "userWhitelists"].map((property) => ({ id, property })),
      }),
    );
  }
  const minutes = Number(at(found, "actions", "token", "accessTokenLifetimeMinutes"));
  const wantedMinutes = Number(outputs["accessTokenLifetimeMinutes"]);
  if (minutes !== wantedMinutes) {
    findings.push(
      changed("accessTokenLifetimeMinutes", {
        message: `Tokens by the rule ${name} last ${minutes} minutes, not ${wantedMinutes}.`,
        expected: `${wantedMinutes} minutes`,
        actual: `${minutes} minutes`,
        ...(minutes > wantedMinutes && { gains: "Whoever gets hold of a token can use it for longer." }),
      }),
    );
  }
  const hook = textAt(found, "actions", "token", "inlineHook", "id");
  if (hook !== "") {
    findings.push(
      changed("inlineHookId", {
        message: `Tokens by the rule ${name} say what an inline hook has them say.`,
        expected: "no inline hook",
        actual: hook,
        gains: "Whoever runs what the hook calls decides what those tokens say.",
      }),
    );
  }
  return findings;
}

function grantsOf(rule: OktaObject): readonly string[] {
  return textsAt(rule, "conditions", "grantTypes", "include");
}

/** Groups, which may be `EVERYONE`, and persons. */
function peopleOf(rule: OktaObject): readonly string[] {
  return [
    ...textsAt(rule, "conditions", "people", "groups", "include"),
    ...textsAt(rule, "conditions", "people", "users", "include"),
  ];
}

function scopesOf(rule: OktaObject): string {
  const scopes = textsAt(rule, "conditions", "scopes", "include");
  return scopes.includes("*") ? "all scopes" : inWords(scopes);
}
