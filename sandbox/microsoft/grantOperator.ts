import { findServicePrincipal } from "./find.ts";
import { relationId } from "./graph/wire.ts";
import { graphAppId } from "./graphServicePrincipal.ts";
import type { Directory } from "./state.ts";

/**
 * Gives an application exactly these of Microsoft Graph's application permissions, as an administrator's consent does: they
 * are in the tokens that it asks for from now on.
 * @param permissions by their values; undefined for all that there are
 */
export function grantOperator(
  directory: Directory,
  clientId: string,
  permissions: readonly string[] | undefined,
  now: Date,
): void {
  const graph = findServicePrincipal(directory, graphAppId);
  const operator = findServicePrincipal(directory, clientId);
  if (!graph || !operator) return;
  const wanted = (graph.appRoles ?? [])
    .filter(({ value }) => value !== null && (permissions?.includes(value) ?? true))
    .map(({ id }) => id);
  const { appRoleAssignments } = directory;
  const given = Object.values(appRoleAssignments).filter(
    ({ principalId, resourceId }) => principalId === operator.id && resourceId === graph.id,
  );
  for (const { id, appRoleId } of given) {
    if (!wanted.includes(appRoleId)) Reflect.deleteProperty(appRoleAssignments, id);
  }
  for (const appRoleId of wanted.filter((role) => !given.some((assignment) => assignment.appRoleId === role))) {
    const id = relationId();
    appRoleAssignments[id] = {
      id,
      createdDateTime: now.toISOString(),
      appRoleId,
      principalId: operator.id,
      principalType: "ServicePrincipal",
      resourceId: graph.id,
    };
  }
}
