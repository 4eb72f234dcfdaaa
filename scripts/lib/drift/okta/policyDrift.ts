import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { textAt, textsAt, without } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { putBack } from "../lib/putBack.ts";
import { resourcesOf } from "../lib/resourcesOf.ts";
import type { StateResource } from "../../stack/StateResource.ts";
import { deleteUnlessWanted } from "./fixes.ts";
import { clientName, gainsByPolicy, policyModel } from "./gains.ts";
import type { OktaObject, OktaServer } from "./OktaPart.ts";
import { orderDrift } from "./orderDrift.ts";
import { ruleDrift } from "./ruleDrift.ts";

/** What the state and Okta say of one policy. */
interface ManagedPolicy {
  readonly resource: StateResource;
  readonly found: OktaObject;
}

/** Access policies that nobody declared; declared ones that are switched off, for others or in another order; and their rules. */
export async function policyDrift(server: OktaServer): Promise<readonly DriftFinding[]> {
  const { api, context, serverPath, deployed, place } = server;
  const found = await api.list(`${serverPath}/policies`);
  const declared = resourcesOf(context.state, "okta:auth/serverPolicy:ServerPolicy").filter(
    ({ outputs }) => outputs["authServerId"] === deployed.serverId,
  );
  const managed = declared.flatMap((resource): ManagedPolicy[] => {
    const policy = found.find(({ id }) => id === resource.id);
    return policy === undefined ? [] : [{ resource, found: policy }];
  });
  const unmanaged = await Promise.all(
    found
      .filter(({ id }) => !declared.some((resource) => resource.id === id))
      .map((policy) => unmanagedPolicy(server, policy)),
  );
  const ofOrder = orderDrift({
    managed,
    unmanaged,
    where: `${place.where}, access policies`,
    what: "access policies",
    path: place.path,
    stack: context.stack,
  });
  const ofManaged = await Promise.all(
    managed.map(async (policy) => [...managedPolicy(server, policy), ...(await ruleDrift(server, policy))]),
  );
  return [...ofOrder, ...ofManaged.flat()];
}

async function unmanagedPolicy(server: OktaServer, policy: OktaObject): Promise<DriftFinding> {
  const { api, place, serverPath } = server;
  const path = `${serverPath}/policies/${textAt(policy, "id")}`;
  const model = policyModel(server, policy, await api.list(`${path}/rules`));
  const gains = gainsByPolicy(server, model);
  return driftFinding({
    rule: "unmanaged-access-policy",
    ...place,
    where: `${place.where}, access policy ${model.name}`,
    message: `The authorization server has an access policy ${model.name} that nobody declared.`,
    ...(gains !== undefined && { gains }),
    actual: `for ${model.clients === "all" ? "every application" : inWords(model.clients)}, priority ${model.priority}, ${textAt(policy, "status")}`,
    advice: deleteUnlessWanted(server, path),
  });
}

function managedPolicy(server: OktaServer, { resource, found }: ManagedPolicy): readonly DriftFinding[] {
  const { context, deployed, model, place } = server;
  const { id = "", outputs } = resource;
  const name = textAt(outputs, "name");
  const at = { ...place, where: `${place.where}, access policy ${name}`, advice: putBack(context.stack) };
  const findings: DriftFinding[] = [];
  if (found["status"] !== "ACTIVE" && outputs["status"] === "ACTIVE") {
    const message = `The access policy ${name} is switched off: whom it was for gets no token by it.`;
    const explains = [{ id, property: "status" }];
    findings.push(
      driftFinding({ rule: "deactivated", ...at, message, expected: "ACTIVE", actual: "INACTIVE", explains }),
    );
  }
  const [clients, wanted] = [textsAt(found, "conditions", "clients", "include"), textsAt(outputs, "clientWhitelists")];
  const extra = without(clients, wanted);
  const explains = [{ id, property: "clientWhitelists" }];
  const inConfig = (ids: readonly string[]): string =>
    inWords(ids.map((one) => (one === "ALL_CLIENTS" ? "every application" : clientName(deployed.clients, one)))) ||
    "nobody";
  const told = { ...at, expected: inConfig(wanted), actual: inConfig(clients), explains };
  if (extra.length > 0) {
    const declared = model.accessPolicies.find((policy) => policy.name === name);
    const wider = policyModel(server, { ...found, name }, []);
    const gains = declared && gainsByPolicy(server, { ...wider, rules: declared.rules });
    const message = `The access policy ${name} is for ${inConfig(extra)} too, and nobody declared that.`;
    findings.push(driftFinding({ rule: "unmanaged-client", ...told, message, ...(gains !== undefined && { gains }) }));
  } else if (without(wanted, clients).length > 0) {
    const message = `The access policy ${name} is no longer for ${inConfig(without(wanted, clients))}.`;
    findings.push(driftFinding({ rule: "managed-changed", ...told, message }));
  }
  return findings;
}
