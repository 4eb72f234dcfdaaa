import type { FoundOperation } from "../../http/OperationTable.ts";
import type { GraphCall } from "../MicrosoftCall.ts";
import { resolveApplication } from "./applications/resolveApplication.ts";
import { insufficientPrivileges } from "./errors.ts";
import { type Permissions, permissions } from "./permissions.ts";
import { resolveServicePrincipal } from "./servicePrincipals/resolveServicePrincipal.ts";

const owned = "Application.ReadWrite.OwnedBy";

/**
 * Whether the caller's app roles allow an operation. Who may write only what it owns has to own what the path names.
 * Throws a GraphError 403.
 */
export function authorize(call: GraphCall, { operation, params }: FoundOperation<GraphCall>): void {
  const allowing = permissions[operation];
  if (!allowing) return;
  const held = allowing.filter((permission) => holds(call, permission));
  const reading = call.request.method === "GET";
  const mayOwnOnly = !reading && held.length > 0 && held.every((permission) => permission === owned);
  const allowed = held.length > 0 && (!mayOwnOnly || ownsTarget(call, params));
  note(call, operation, mayOwnOnly && !allowed ? allowing.filter((one) => one !== owned) : allowing, allowed);
  if (!allowed) throw insufficientPrivileges();
}

/** Asks for a permission that depends on what is to be done. Throws a GraphError 403. */
export function requirePermission(call: GraphCall, operation: string, anyOf: Permissions): void {
  const allowed = anyOf.some((permission) => holds(call, permission));
  note(call, operation, anyOf, allowed);
  if (!allowed) throw insufficientPrivileges();
}

/** @param permission one, or several that are needed together: `… and …` */
function holds({ caller }: GraphCall, permission: string): boolean {
  return permission.split(" and ").every((name) => caller.roles.includes(name));
}

/** What the operator's own application needed. */
function note(
  { context, directory, caller }: GraphCall,
  operation: string,
  anyOf: readonly string[],
  allowed: boolean,
) {
  const { tenantId } = directory;
  if (caller.appId !== context.credentials.directories[tenantId]?.clientId) return;
  context.operator?.demand({ vendor: "microsoft", operation, kind: "permission", anyOf, on: tenantId, allowed });
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
