import { z } from "zod";
import type { SandboxResponse } from "../../../Vendor.ts";
import { findApplication } from "../../find.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { AppRoleAssignment, Directory, ServicePrincipal, User } from "../../state.ts";
import { badRequest, notFound } from "../errors.ts";
import type { Entity, EntityType } from "../odata/EntityType.ts";
import { listResponse } from "../odata/listResponse.ts";
import { createdResponse, entityResponse, noContent } from "../odata/respond.ts";
import { readBody } from "../readBody.ts";
import { replicationOf } from "../Replication.ts";
import { resolveUser } from "../users/resolveUser.ts";
import { graphTime, relationId } from "../wire.ts";
import { resolveServicePrincipal } from "./resolveServicePrincipal.ts";
import { appRolesOf, servicePrincipalJson } from "./servicePrincipalJson.ts";

/** From which end an assignment is looked at: who has it, or the resource that it is for. */
type Side = "principalId" | "resourceId";

const guid = z.guid().transform((id) => id.toLowerCase());
const body = z.strictObject({
  principalId: guid,
  resourceId: guid,
  appRoleId: guid,
  principalType: z.string().optional(),
});

const accessWithoutRole = "00000000-0000-0000-0000-000000000000";

interface NamedPrincipal {
  readonly servicePrincipalId: string;
}

interface NamedUser {
  readonly userId: string;
}

interface NamedAssignment {
  readonly assignmentId: string;
}

export const listAppRoleAssignments = (call: GraphCall, { servicePrincipalId }: NamedPrincipal) =>
  list(call, "principalId", resolveServicePrincipal(call, servicePrincipalId).id);

export const listAppRoleAssignedTo = (call: GraphCall, { servicePrincipalId }: NamedPrincipal) =>
  list(call, "resourceId", resolveServicePrincipal(call, servicePrincipalId).id);

export const listUserAppRoleAssignments = (call: GraphCall, { userId }: NamedUser) =>
  list(call, "principalId", resolveUser(call, userId).id);

export const createAppRoleAssignment = (call: GraphCall, { servicePrincipalId }: NamedPrincipal) =>
  create(call, "principalId", resolveServicePrincipal(call, servicePrincipalId));

export const createAppRoleAssignedTo = (call: GraphCall, { servicePrincipalId }: NamedPrincipal) =>
  create(call, "resourceId", resolveServicePrincipal(call, servicePrincipalId));

export const createUserAppRoleAssignment = (call: GraphCall, { userId }: NamedUser) =>
  create(call, "principalId", resolveUser(call, userId));

export const getAppRoleAssignment = (call: GraphCall, params: NamedPrincipal & NamedAssignment) =>
  get(call, "principalId", resolveServicePrincipal(call, params.servicePrincipalId).id, params);

export const getAppRoleAssignedTo = (call: GraphCall, params: NamedPrincipal & NamedAssignment) =>
  get(call, "resourceId", resolveServicePrincipal(call, params.servicePrincipalId).id, params);

export const deleteAppRoleAssignment = (call: GraphCall, params: NamedPrincipal & NamedAssignment) =>
  remove(call, "principalId", resolveServicePrincipal(call, params.servicePrincipalId).id, params);

export const deleteAppRoleAssignedTo = (call: GraphCall, params: NamedPrincipal & NamedAssignment) =>
  remove(call, "resourceId", resolveServicePrincipal(call, params.servicePrincipalId).id, params);

export const deleteUserAppRoleAssignment = (call: GraphCall, params: NamedUser & NamedAssignment) =>
  remove(call, "principalId", resolveUser(call, params.userId).id, params);

function list(call: GraphCall, side: Side, id: string): SandboxResponse {
  const { appRoleAssignments } = call.directory;
  const own = Object.values(appRoleAssignments).filter((assignment) => assignment[side] === id);
  return listResponse(
    call,
    typeOf(side, id),
    own.map((assignment) => assignmentJson(call.directory, assignment)),
  );
}

function create(call: GraphCall, side: Side, named: ServicePrincipal | User): SandboxResponse {
  const { directory, now } = call;
  const { principalId, resourceId, appRoleId } = readBody(call, body, "AppRoleAssignment");
  if (named.id !== (side === "principalId" ? principalId : resourceId)) {
    throw badRequest(`Not a valid reference update.`);
  }
  const resource = directory.servicePrincipals[resourceId];
  const principal = directory.servicePrincipals[principalId] ?? directory.users[principalId];
  const unseen = [principalId, resourceId].find((id) => id !== named.id && !replicationOf(call).sees(id));
  if (!resource || unseen === resourceId) throw notFound(resourceId);
  if (!principal || unseen === principalId) throw notFound(principalId);
  checkRole(directory, resource, principal, appRoleId);
  const given = Object.values(directory.appRoleAssignments).some(
    (other) => other.principalId === principalId && other.resourceId === resourceId && other.appRoleId === appRoleId,
  );
  if (given) {
    const message = "Permission being assigned already exists on the object";
    throw badRequest(message, [{ code: "InvalidUpdate", message, target: "id" }]);
  }
  const assignment: AppRoleAssignment = {
    id: relationId(),
    createdDateTime: now.toISOString(),
    appRoleId,
    principalId,
    principalType: "userPrincipalName" in principal ? "User" : "ServicePrincipal",
    resourceId,
  };
  directory.appRoleAssignments[assignment.id] = assignment;
  replicationOf(call).created(assignment.id, "in lists and references");
  return createdResponse(call, typeOf(side, named.id), assignmentJson(directory, assignment));
}

/** Access without a role can be given only where the resource has no role for such a principal. */
function checkRole(
  directory: Directory,
  resource: ServicePrincipal,
  principal: ServicePrincipal | User,
  appRoleId: string,
): void {
  const member = "userPrincipalName" in principal ? "User" : "Application";
  const roles = appRolesOf(resource, findApplication(directory, resource.appId)).filter(
    ({ isEnabled, allowedMemberTypes }) => isEnabled && allowedMemberTypes.includes(member),
  );
  if (appRoleId === accessWithoutRole ? roles.length === 0 : roles.some(({ id }) => id === appRoleId)) return;
  const message = `Permission being assigned was not found on application '${resource.appId}'.`;
  throw badRequest(message, [{ code: "InvalidUpdate", message, target: "id" }]);
}

function get(call: GraphCall, side: Side, id: string, { assignmentId }: NamedAssignment): SandboxResponse {
  const assignment = find(call, side, id, assignmentId);
  return entityResponse(call, typeOf(side, id), assignmentJson(call.directory, assignment));
}

function remove(call: GraphCall, side: Side, id: string, { assignmentId }: NamedAssignment): SandboxResponse {
  Reflect.deleteProperty(call.directory.appRoleAssignments, find(call, side, id, assignmentId).id);
  return noContent();
}

function find({ directory }: GraphCall, side: Side, id: string, assignmentId: string): AppRoleAssignment {
  const assignment = directory.appRoleAssignments[assignmentId];
  if (assignment?.[side] !== id) throw notFound(assignmentId);
  return assignment;
}

function assignmentJson(directory: Directory, assignment: AppRoleAssignment): Entity {
  const displayNameOf = (id: string): unknown => {
    const principal = directory.servicePrincipals[id];
    return principal ? servicePrincipalJson(principal, directory)["displayName"] : directory.users[id]?.displayName;
  };
  return {
    ...assignment,
    deletedDateTime: null,
    createdDateTime: graphTime(assignment.createdDateTime),
    principalDisplayName: displayNameOf(assignment.principalId),
    resourceDisplayName: displayNameOf(assignment.resourceId),
  };
}

const properties =
  "id deletedDateTime appRoleId createdDateTime principalDisplayName principalId principalType resourceDisplayName resourceId";

function typeOf(side: Side, id: string): EntityType {
  const relation = side === "principalId" ? "appRoleAssignments" : "appRoleAssignedTo";
  return {
    name: "appRoleAssignment",
    set: `servicePrincipals('${id}')/${relation}`,
    properties: new Set(properties.split(" ")),
    filterable: new Set(["id", "principalId", "resourceId", "appRoleId", "principalDisplayName"]),
    searchable: new Set(),
  };
}
