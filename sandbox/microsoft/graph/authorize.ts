import type { FoundOperation } from "../../http/OperationTable.ts";
import type { GraphCall } from "../MicrosoftCall.ts";
import { resolveApplication } from "./applications/resolveApplication.ts";
import { insufficientPrivileges } from "./errors.ts";
import { permissions } from "./permissions.ts";
import { resolveServicePrincipal } from "./servicePrincipals/resolveServicePrincipal.ts";

const owned = "Application.ReadWrite.OwnedBy";

/**
 * Whether the caller's app roles allow an operation. Who may write only what it owns has to own what the path names.
 * Throws a GraphError 403.
 */
export function authorize(call: GraphCall, { operation, params }: FoundOperation<GraphCall>): void {
  const allowing = permissions[operation];
  if (!allowing) return;
  const held = allowing.filter((permission) => call.caller.roles.includes(permission));
  if (held.length === 0) throw insufficientPrivileges();
  const reading = call.request.method === "GET";
  if (!reading && held.every((permission) => permission === owned) && !ownsTarget(call, params)) {
    throw insufficientPrivileges();
  }
}

function ownsTarget(call: GraphCall, params: Readonly<Record<string, string>>): boolean {
  const { applicationId, servicePrincipalId, objectId } = params;
  const { servicePrincipalId: caller } = call.caller;
  if (applicationId !== undefined) return resolveApplication(call, applicationId).owners.includes(caller);
  if (servicePrincipalId !== undefined) {
    return resolveServicePrincipal(call, servicePrincipalId).owners.includes(caller);
  }
  const deleted = call.directory.deletedItems[objectId ?? ""];
  return deleted === undefined || (deleted.kind !== "user" && deleted.object.owners.includes(caller));
}
