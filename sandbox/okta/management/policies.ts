import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { validationFailed } from "../errors.ts";
import { newId } from "../ids.ts";
import { oktaTime, type OktaCall } from "../OktaCall.ts";
import { place } from "../priorities.ts";
import type { AuthorizationServer, Policy, Status } from "../state.ts";
import { oneOf, parseBody, requiredText } from "../validation.ts";
import { policyJson } from "../wire/policyJson.ts";
import { findPolicy, findServer, serverUrl } from "./find.ts";

interface PolicyPath {
  readonly serverId: string;
  readonly policyId: string;
}

const body = z.object({
  type: z.literal("OAUTH_AUTHORIZATION_POLICY", "Invalid policy type specified.").optional(),
  name: requiredText,
  description: z.string().nullish(),
  status: oneOf("status", ["ACTIVE", "INACTIVE"]).nullish(),
  priority: z.int().min(1, "The priority must be at least 1.").nullish(),
  conditions: z.object({ clients: z.object({ include: z.array(z.string()).nullish() }).nullish() }).nullish(),
});

/** All of them, in order of priority. */
export function listAuthorizationServerPolicies(call: OktaCall, { serverId }: { serverId: string }): SandboxResponse {
  const server = findServer(call, serverId);
  return json(
    200,
    server.policies.map((policy) => show(call, server, policy)),
  );
}

export function createAuthorizationServerPolicy(call: OktaCall, { serverId }: { serverId: string }): SandboxResponse {
  const server = findServer(call, serverId);
  const { priority, status, ...settings } = read(call, server);
  const created = oktaTime(call.now);
  const policy: Policy = {
    id: newId("00p"),
    system: false,
    created,
    lastUpdated: created,
    status: status ?? "ACTIVE",
    rules: [],
    ...settings,
  };
  place(server.policies, policy, priority);
  return json(201, show(call, server, policy));
}

export function getAuthorizationServerPolicy(call: OktaCall, { serverId, policyId }: PolicyPath): SandboxResponse {
  const server = findServer(call, serverId);
  return json(200, show(call, server, findPolicy(server, policyId)));
}

export function replaceAuthorizationServerPolicy(call: OktaCall, { serverId, policyId }: PolicyPath): SandboxResponse {
  const server = findServer(call, serverId);
  const policy = findPolicy(server, policyId);
  const { priority, status, ...settings } = read(call, server, policy);
  Object.assign(policy, settings, { status: status ?? policy.status, lastUpdated: oktaTime(call.now) });
  place(server.policies, policy, priority);
  return json(200, show(call, server, policy));
}

/** With its rules. */
export function deleteAuthorizationServerPolicy(call: OktaCall, { serverId, policyId }: PolicyPath): SandboxResponse {
  const { policies } = findServer(call, serverId);
  remove(policies, findPolicy({ policies }, policyId));
  return empty(204);
}

export function setAuthorizationServerPolicyStatus(status: Status) {
  return (call: OktaCall, { serverId, policyId }: PolicyPath): SandboxResponse => {
    const policy = findPolicy(findServer(call, serverId), policyId);
    if (policy.status !== status) Object.assign(policy, { status, lastUpdated: oktaTime(call.now) });
    return empty(204);
  };
}

interface PolicySettings extends Pick<Policy, "name" | "description" | "clients"> {
  readonly priority: number | undefined;
  readonly status: Status | undefined;
}

/** A client that does not exist is refused in these words [obs]; those for a name that is taken are not confirmed. */
function read(call: OktaCall, server: AuthorizationServer, itself?: Policy): PolicySettings {
  const { name, description, status, priority, conditions } = parseBody(body, call.request);
  if (server.policies.some((policy) => policy !== itself && policy.name === name)) {
    throw validationFailed("name", ["name: Policy name already in use"]);
  }
  const clients = conditions?.clients?.include ?? [];
  const known = (clientId: string) =>
    clientId === "ALL_CLIENTS" || call.org.apps.some((app) => app.clientId === clientId);
  if (!clients.every(known)) {
    throw validationFailed("conditions.clients.include", ["conditions.clients.include: Resource not found."]);
  }
  return {
    name,
    description: description ?? null,
    clients,
    priority: priority ?? undefined,
    status: status ?? undefined,
  };
}

function show(call: OktaCall, server: AuthorizationServer, policy: Policy): object {
  return policyJson(policy, server.policies.indexOf(policy) + 1, serverUrl(call, server));
}
