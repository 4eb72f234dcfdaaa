import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { alreadyExists, OktaError } from "../errors.ts";
import { newId } from "../ids.ts";
import { byId, page } from "../lists.ts";
import { oktaTime, type OktaCall } from "../OktaCall.ts";
import { isMember } from "../people/membership.ts";
import { peopleOf } from "../people/peopleOf.ts";
import { readExpression } from "../people/readExpression.ts";
import type { Group, User } from "../state.ts";
import { parseBody, requiredText } from "../validation.ts";
import { everyoneGroup, groupJson, type TypedGroup } from "../wire/groupJson.ts";
import { userJson } from "../wire/userJson.ts";
import { findGroup, findUserOrRefuse } from "./find.ts";

interface GroupPath {
  readonly groupId: string;
}

interface MemberPath extends GroupPath {
  readonly userId: string;
}

const body = z.object({ profile: z.object({ name: requiredText.max(255), description: z.string().nullish() }) });

const attributes = {
  id: ({ id }: TypedGroup) => id,
  type: ({ type }: TypedGroup) => type,
  "profile.name": ({ name }: TypedGroup) => name,
};

/** `q` is the beginning of a name, not the whole of it (okta/terraform-provider-okta, data_source_okta_group.go). */
export function listGroups(call: OktaCall): SandboxResponse {
  const { searchParams } = call.request.url;
  const q = (searchParams.get("q") ?? "").toLowerCase();
  const filtered = readExpression<TypedGroup>(call, searchParams.get("filter"), attributes);
  const searched = readExpression<TypedGroup>(call, searchParams.get("search"), attributes);
  const found = [everyoneGroup(call.org), ...peopleOf(call.org).groups.map(typed)].filter(
    (group) => group.name.toLowerCase().startsWith(q) && filtered(group) && searched(group),
  );
  return page(call, found, (group) => groupJson(group, call.baseUrl), { defaultLimit: 200, maximumLimit: 10_000 });
}

/** 200 and not 201 [rec]. */
export function createGroup(call: OktaCall): SandboxResponse {
  const { profile } = parseBody(body, call.request, (path) => String(path.at(-1)));
  const { groups } = peopleOf(call.org);
  const isTaken = (name: string) => name.toLowerCase() === profile.name.toLowerCase();
  if (isTaken("Everyone") || groups.some(({ name }) => isTaken(name))) throw alreadyExists("name");
  const now = oktaTime(call.now);
  const times = { created: now, lastUpdated: now, lastMembershipUpdated: now };
  const group: Group = {
    id: newId("00g"),
    ...times,
    name: profile.name,
    description: profile.description ?? "",
    members: [],
  };
  groups.push(group);
  return json(200, groupJson(typed(group), call.baseUrl));
}

export function getGroup(call: OktaCall, { groupId }: GroupPath): SandboxResponse {
  const isEveryone = groupId === call.org.everyoneGroupId;
  const group = isEveryone ? everyoneGroup(call.org) : typed(findGroup(call, groupId));
  return json(200, groupJson(group, call.baseUrl));
}

/** Its assignments to applications end with it. */
export function deleteGroup(call: OktaCall, { groupId }: GroupPath): SandboxResponse {
  refuseEveryone(call, groupId);
  remove(peopleOf(call.org).groups, findGroup(call, groupId));
  for (const { groupAssignments = [] } of call.org.apps) {
    const assignment = byId(groupAssignments, groupId);
    if (assignment !== undefined) remove(groupAssignments, assignment);
  }
  return empty(204);
}

export function listGroupUsers(call: OktaCall, { groupId }: GroupPath): SandboxResponse {
  if (groupId !== call.org.everyoneGroupId) findGroup(call, groupId);
  const members = peopleOf(call.org).users.filter((user) => isMember(call.org, groupId, user));
  const toJson = (user: User) => userJson(user, call.org, call.baseUrl, true);
  return page(call, members, toJson, { defaultLimit: 1000, maximumLimit: 1000 });
}

export function assignUserToGroup(call: OktaCall, { groupId, userId }: MemberPath): SandboxResponse {
  refuseEveryone(call, groupId);
  const group = findGroup(call, groupId);
  const { id } = findUserOrRefuse(call, userId);
  if (!group.members.includes(id)) group.members.push(id);
  group.lastMembershipUpdated = oktaTime(call.now);
  return empty(204);
}

export function unassignUserFromGroup(call: OktaCall, { groupId, userId }: MemberPath): SandboxResponse {
  refuseEveryone(call, groupId);
  const group = findGroup(call, groupId);
  remove(group.members, findUserOrRefuse(call, userId).id);
  group.lastMembershipUpdated = oktaTime(call.now);
  return empty(204);
}

/** Nobody can change it; E0000006's status and words are Okta's, that it is the answer here is inferred. */
function refuseEveryone({ org }: OktaCall, groupId: string): void {
  if (groupId !== org.everyoneGroupId) return;
  throw new OktaError(403, "E0000006", "You do not have permission to perform the requested action");
}

function typed(group: Group): TypedGroup {
  return { ...group, type: "OKTA_GROUP" };
}
