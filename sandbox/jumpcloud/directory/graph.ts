import { z } from "zod";
import { empty } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { parseBody, requiredText } from "../body.ts";
import { conflict, JumpCloudApiError } from "../errors.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";
import { pageV2, windowOf } from "../lists.ts";
import { applicationOf, groupOf, groupsOf, userOf } from "./find.ts";

const operation = <Type extends string>(type: Type) =>
  z.strictObject({ op: z.enum(["add", "remove"]), type: z.literal(type), id: requiredText });

export function listMembers(call: JumpCloudCall, { groupId }: { groupId: string }): SandboxResponse {
  return edges(call, "user", groupOf(call, groupId).members);
}

/** Adding one who is in it is answered with 409 [doc]. */
export function changeMembers(call: JumpCloudCall, { groupId }: { groupId: string }): SandboxResponse {
  const group = groupOf(call, groupId);
  const { op, id } = parseBody(operation("user"), call.request);
  userOf(call, id);
  group.members = changed(group.members, op, id);
  return empty(204);
}

/** The people that a group reaches; groups hold no groups, so these are its members. */
export function listMembership(call: JumpCloudCall, { groupId }: { groupId: string }): SandboxResponse {
  const members = groupOf(call, groupId).members.map((id) => ({ id, type: "user", compiledAttributes: {}, paths: [] }));
  return pageV2(members, windowOf(call.request));
}

/** The groups of a person, each with its name in the attributes that its directories get [obs]. */
export function listMemberOf(call: JumpCloudCall, { userId }: { userId: string }): SandboxResponse {
  const { id: ofUser } = userOf(call, userId);
  const groups = groupsOf(call.organization, ofUser).map(({ id, name }) => ({
    id,
    type: "user_group",
    compiledAttributes: { ldapGroups: [{ name }] },
    paths: [],
  }));
  return pageV2(groups, windowOf(call.request));
}

export function listGroupAssociations(call: JumpCloudCall, { groupId }: { groupId: string }): SandboxResponse {
  const group = groupOf(call, groupId);
  refuseOtherTargets(call, "application");
  return edges(call, "application", group.applications);
}

export function changeGroupAssociations(call: JumpCloudCall, { groupId }: { groupId: string }): SandboxResponse {
  const group = groupOf(call, groupId);
  const { op, id } = parseBody(operation("application"), call.request);
  applicationOf(call, id);
  group.applications = changed(group.applications, op, id);
  return empty(204);
}

export function listApplicationAssociations(
  call: JumpCloudCall,
  { applicationId }: { applicationId: string },
): SandboxResponse {
  const application = applicationOf(call, applicationId);
  refuseOtherTargets(call, "user_group");
  const groups = call.organization.groups.filter(({ applications }) => applications.includes(application.id));
  return edges(
    call,
    "user_group",
    groups.map(({ id }) => id),
  );
}

export function changeApplicationAssociations(
  call: JumpCloudCall,
  { applicationId }: { applicationId: string },
): SandboxResponse {
  const application = applicationOf(call, applicationId);
  const { op, id } = parseBody(operation("user_group"), call.request);
  const group = groupOf(call, id);
  group.applications = changed(group.applications, op, application.id);
  return empty(204);
}

function edges(call: JumpCloudCall, type: string, ids: readonly string[]): SandboxResponse {
  const items = ids.map((id) => ({ to: { id, type, attributes: null }, attributes: null }));
  return pageV2(items, windowOf(call.request));
}

/** `targets` is required; the sandbox knows one kind of neighbour on each side. */
function refuseOtherTargets({ request }: JumpCloudCall, known: string): void {
  const targets = request.url.searchParams.getAll("targets");
  if (targets.length === 0) throw new JumpCloudApiError(400, "targets: is required");
  if (targets.some((target) => target !== known)) {
    throw new JumpCloudApiError(400, `targets: the sandbox's JumpCloud knows ${known} here`);
  }
}

/** What removing an edge that is not there is answered with is not confirmed: 404 here. */
function changed(ids: readonly string[], op: "add" | "remove", id: string): string[] {
  const there = ids.includes(id);
  if (op === "add" && there) throw conflict("Already Exists");
  if (op === "remove" && !there) throw new JumpCloudApiError(404, "edge not found");
  return op === "add" ? [...ids, id] : ids.filter((one) => one !== id);
}
