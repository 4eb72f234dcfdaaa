import { z } from "zod";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { parseBody, requiredText } from "../body.ts";
import { conflict } from "../errors.ts";
import { newId, type JumpCloudCall } from "../JumpCloudCall.ts";
import { filtered, pageV2, windowOf } from "../lists.ts";
import type { Organization, UserGroup } from "../state.ts";
import { groupOf, take } from "./find.ts";

/** docs.jumpcloud.com, API 2.0, UserGroupPost and UserGroupPut. */
const body = z.strictObject({
  name: requiredText,
  description: z.string().optional(),
  email: z.string().optional(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  memberQuery: z.record(z.string(), z.unknown()).nullish(),
  memberQueryExemptions: z.array(z.unknown()).nullish(),
  memberSuggestionsNotify: z.boolean().optional(),
  membershipAutomated: z.boolean().optional(),
});

export function listUserGroups({ organization, request }: JumpCloudCall): SandboxResponse {
  return pageV2(filtered(organization.groups.map(groupJson), request), windowOf(request));
}

export function createUserGroup({ organization, request }: JumpCloudCall): SandboxResponse {
  const { name, description = "", ...rest } = parseBody(body, request);
  refuseTaken(organization, name);
  const group: UserGroup = { id: newId(), name, description, rest, members: [], applications: [] };
  organization.groups.push(group);
  return json(201, groupJson(group));
}

export function getUserGroup(call: JumpCloudCall, { groupId }: { groupId: string }): SandboxResponse {
  return json(200, groupJson(groupOf(call, groupId)));
}

/** A whole replacement: what is left out is cleared. */
export function replaceUserGroup(call: JumpCloudCall, { groupId }: { groupId: string }): SandboxResponse {
  const group = groupOf(call, groupId);
  const { name, description = "", ...rest } = parseBody(body, call.request);
  refuseTaken(call.organization, name, group);
  Object.assign(group, { name, description, rest });
  return json(200, groupJson(group));
}

export function deleteUserGroup(call: JumpCloudCall, { groupId }: { groupId: string }): SandboxResponse {
  const { organization } = call;
  const group = groupOf(call, groupId);
  take(organization.groups, group);
  for (const policy of organization.routingPolicies) {
    policy.groupIds = policy.groupIds.filter((id) => id !== group.id);
  }
  return empty(204);
}

function groupJson({ id, name, description, rest }: UserGroup): Readonly<Record<string, unknown>> {
  return { id, type: "user_group", name, description, attributes: null, email: "", ...rest };
}

function refuseTaken({ groups }: Organization, name: string, but?: UserGroup): void {
  if (groups.some((group) => group !== but && group.name === name)) throw conflict("Already Exists");
}
