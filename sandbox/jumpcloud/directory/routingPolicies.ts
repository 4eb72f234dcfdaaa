import { z } from "zod";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { parseBody, requiredText } from "../body.ts";
import { notFound } from "../errors.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";
import type { RoutingPolicy } from "../state.ts";
import { groupOf, identityProviderOf, take } from "./find.ts";

const body = z.strictObject({
  name: requiredText,
  identityProviderId: requiredText,
  groupIds: z.array(requiredText).min(1),
});

/**
 * Plays what a person clicks in the Admin Portal: a routing policy, which no documented call makes. One of the same name
 * is replaced, so that a rehearsal can say it again.
 */
export function putRoutingPolicy(call: JumpCloudCall): SandboxResponse {
  const policy = parseBody(body, call.request);
  identityProviderOf(call, policy.identityProviderId);
  policy.groupIds.forEach((id) => groupOf(call, id));
  const { routingPolicies } = call.organization;
  const before = routingPolicies.findIndex(({ name }) => name === policy.name);
  if (before < 0) routingPolicies.push(policy);
  else routingPolicies[before] = policy;
  return json(before < 0 ? 201 : 200, policy);
}

export function deleteRoutingPolicy({ organization }: JumpCloudCall, { name }: { name: string }): SandboxResponse {
  const policy = organization.routingPolicies.find((one: RoutingPolicy) => one.name === name);
  if (policy === undefined) throw notFound("routing policy");
  take(organization.routingPolicies, policy);
  return empty(204);
}
