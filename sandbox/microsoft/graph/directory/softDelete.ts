import type { GraphCall } from "../../MicrosoftCall.ts";
import { findServicePrincipal } from "../../find.ts";
import type { DirectoryObject } from "./directoryObjects.ts";

const collections = { application: "applications", servicePrincipal: "servicePrincipals", user: "users" } as const;

/**
 * Moves an object to the deleted ones, which Graph keeps for 30 days; what it was given or gave is gone at once. With an
 * application goes its service principal.
 */
export function softDelete(call: GraphCall, deleted: DirectoryObject): void {
  const { directory, now } = call;
  const { id } = deleted.object;
  Reflect.deleteProperty(directory[collections[deleted.kind]], id);
  directory.deletedItems[id] = { deletedDateTime: now.toISOString(), ...deleted };
  forget(call, id);
  if (deleted.kind !== "application") return;
  const principal = findServicePrincipal(directory, deleted.object.appId);
  if (principal) softDelete(call, { kind: "servicePrincipal", object: principal });
}

/** Assignments, grants and ownerships that name an object. */
function forget({ directory }: GraphCall, id: string): void {
  for (const [key, { principalId, resourceId }] of Object.entries(directory.appRoleAssignments)) {
    if ([principalId, resourceId].includes(id)) Reflect.deleteProperty(directory.appRoleAssignments, key);
  }
  for (const [key, { clientId, principalId, resourceId }] of Object.entries(directory.oauth2PermissionGrants)) {
    if ([clientId, principalId, resourceId].includes(id)) Reflect.deleteProperty(directory.oauth2PermissionGrants, key);
  }
  for (const owned of [...Object.values(directory.applications), ...Object.values(directory.servicePrincipals)]) {
    if (owned.owners.includes(id)) owned.owners = owned.owners.filter((owner) => owner !== id);
  }
  for (const user of Object.values(directory.users)) if (user.managerId === id) delete user.managerId;
}
