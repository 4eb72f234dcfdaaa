import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { empty, json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { notFound, validationFailed } from "../errors.ts";
import { byId, page } from "../lists.ts";
import { oktaTime, type OktaCall } from "../OktaCall.ts";
import { isAssignedByGroup, isAssignedByName } from "../people/membership.ts";
import { peopleOf } from "../people/peopleOf.ts";
import type { App, GroupAssignment, User } from "../state.ts";
import { parseBody, requiredText } from "../validation.ts";
import { appUserJson, groupAssignmentJson } from "../wire/assignmentJson.ts";
import { findApp, findGroup, findUserOrRefuse } from "./find.ts";

interface AppPath {
  readonly appId: string;
}

interface GroupPath extends AppPath {
  readonly groupId: string;
}

interface UserPath extends AppPath {
  readonly userId: string;
}

const groupBody = z.object({
  priority: z.int().min(0).max(100).nullish(),
  profile: z.record(z.string(), z.unknown()).nullish(),
});

const userBody = z.object({ id: requiredText });

const paging = { defaultLimit: 20, maximumLimit: 200 };

export function listApplicationGroupAssignments(call: OktaCall, { appId }: AppPath): SandboxResponse {
  const app = findApp(call, appId);
  const inOrder = (app.groupAssignments ?? []).toSorted((one, other) => one.priority - other.priority);
  return page(call, inOrder, (assignment) => groupAssignmentJson(app, assignment, call.baseUrl), paging);
}

export function getApplicationGroupAssignment(call: OktaCall, path: GroupPath): SandboxResponse {
  const { app, assignment } = findAssignment(call, path);
  return json(200, groupAssignmentJson(app, assignment, call.baseUrl));
}

/**
 * Puts a group among those that may sign in, or changes its assignment. A priority that is taken stays with both [rec: Okta
 * keeps what it was given]; that a new assignment without one comes last is inferred.
 */
export function assignGroupToApplication(call: OktaCall, { appId, groupId }: GroupPath): SandboxResponse {
  const app = findApp(call, appId);
  if (groupId !== call.org.everyoneGroupId) findGroup(call, groupId);
  refuseBroker(app, "GroupAppAssignment", "groups");
  const asked = call.request.body.length === 0 ? {} : parseBody(groupBody, call.request);
  const assignments = (app.groupAssignments ??= []);
  const old = byId(assignments, groupId);
  const last = Math.max(-1, ...assignments.map(({ priority }) => priority));
  const assignment: GroupAssignment = {
    id: groupId,
    lastUpdated: oktaTime(call.now),
    priority: asked.priority ?? old?.priority ?? last + 1,
    profile: asked.profile ?? old?.profile ?? {},
  };
  if (old === undefined) assignments.push(assignment);
  else assignments.splice(assignments.indexOf(old), 1, assignment);
  return json(200, groupAssignmentJson(app, assignment, call.baseUrl));
}

export function unassignApplicationFromGroup(call: OktaCall, path: GroupPath): SandboxResponse {
  const { app, assignment } = findAssignment(call, path);
  remove(app.groupAssignments ?? [], assignment);
  return empty(204);
}

/** Who may sign in, by name or as a member of a group that is assigned. */
export function listApplicationUsers(call: OktaCall, { appId }: AppPath): SandboxResponse {
  const app = findApp(call, appId);
  const assigned = peopleOf(call.org).users.filter(
    (user) => isAssignedByName(app, user) || isAssignedByGroup(call.org, app, user),
  );
  return page(call, assigned, (user) => show(call, app, user), { defaultLimit: 50, maximumLimit: 500 });
}

export function getApplicationUser(call: OktaCall, { appId, userId }: UserPath): SandboxResponse {
  const app = findApp(call, appId);
  const user = findUserOrRefuse(call, userId);
  if (!isAssignedByName(app, user) && !isAssignedByGroup(call.org, app, user)) throw notFound(userId, "AppUser");
  return json(200, show(call, app, user));
}

export function assignUserToApplication(call: OktaCall, { appId }: AppPath): SandboxResponse {
  const app = findApp(call, appId);
  const user = findUserOrRefuse(call, parseBody(userBody, call.request).id);
  refuseBroker(app, "AppUser", "users");
  const assignments = (app.userAssignments ??= []);
  if (byId(assignments, user.id) === undefined) assignments.push({ id: user.id, created: oktaTime(call.now) });
  return json(200, show(call, app, user));
}

export function unassignUserFromApplication(call: OktaCall, { appId, userId }: UserPath): SandboxResponse {
  const app = findApp(call, appId);
  const assignment = byId(app.userAssignments ?? [], findUserOrRefuse(call, userId).id);
  if (assignment === undefined) throw notFound(userId, "AppUser");
  remove(app.userAssignments ?? [], assignment);
  return empty(204);
}

/** The words for groups are observed (okta/terraform-provider-okta #1172), those for people are not. */
function refuseBroker(app: App, type: string, what: string): void {
  if (!app.rest.implicitAssignment) return;
  const reason = `It is not possible to assign ${what} to an AppInstance that has Federation Broker Mode enabled`;
  throw validationFailed(type, [reason]);
}

function findAssignment(call: OktaCall, { appId, groupId }: GroupPath): { app: App; assignment: GroupAssignment } {
  const app = findApp(call, appId);
  const assignment = byId(app.groupAssignments ?? [], groupId);
  if (assignment === undefined) throw notFound(groupId, "GroupAppAssignment");
  return { app, assignment };
}

function show({ baseUrl }: OktaCall, app: App, user: User): object {
  const own = byId(app.userAssignments ?? [], user.id);
  const scope = own === undefined ? "GROUP" : "USER";
  return appUserJson(app, user, { scope, created: own?.created ?? app.created }, baseUrl);
}
