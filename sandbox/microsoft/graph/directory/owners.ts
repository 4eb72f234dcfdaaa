import { z } from "zod";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { Application, ServicePrincipal } from "../../state.ts";
import { resolveApplication } from "../applications/resolveApplication.ts";
import { badRequest, notFound } from "../errors.ts";
import { listResponse } from "../odata/listResponse.ts";
import { noContent } from "../odata/respond.ts";
import { readBody } from "../readBody.ts";
import { resolveServicePrincipal } from "../servicePrincipals/resolveServicePrincipal.ts";
import { directoryObjectType, directoryObjects, findDirectoryObject, odataTypeOf } from "./directoryObjects.ts";
import { readReference } from "./readReference.ts";

type Owned = Application | ServicePrincipal;

const most = 100;

/**
 * An application that may manage only what it owns owns what it makes ("Application.ReadWrite.OwnedBy", permissions
 * reference); one that may manage all does not become an owner by itself.
 */
export function initialOwners({ caller }: GraphCall): readonly string[] {
  return caller.roles.includes("Application.ReadWrite.OwnedBy") && !caller.roles.includes("Application.ReadWrite.All")
    ? [caller.servicePrincipalId]
    : [];
}

/** Adds users and service principals by their references; for a new object, those that it was made with. */
export function addOwners(call: GraphCall, owned: Owned, references: readonly string[]): void {
  const ids = references.map((reference) => ownerId(call, reference));
  owned.owners = [...new Set([...owned.owners, ...ids])];
}

function ownerId(call: GraphCall, reference: string): string {
  const id = readReference(reference);
  const found = findDirectoryObject(call, id);
  if (!found) throw notFound(id);
  if (found.kind === "application") {
    throw badRequest("Invalid object type for the owner: owners are users or service principals.");
  }
  return id;
}

const referenceBody = z.strictObject({ "@odata.id": z.string() });

function listOwners(call: GraphCall, owned: Owned): SandboxResponse {
  const owners = directoryObjects(call).filter(({ id }) => owned.owners.includes(id));
  return listResponse(call, directoryObjectType, owners, { typed: odataTypeOf });
}

function addOwner(call: GraphCall, owned: Owned): SandboxResponse {
  const { "@odata.id": reference } = readBody(call, referenceBody, "Reference");
  const id = ownerId(call, reference);
  if (owned.owners.includes(id)) {
    const message =
      "One or more added object references already exist for the following modified properties: 'owners'.";
    throw badRequest(message);
  }
  if (owned.owners.length >= most) throw badRequest(`The number of owners exceeds the limit of ${most}.`);
  owned.owners = [...owned.owners, id];
  return noContent();
}

function removeOwner(owned: Owned, ownerId: string): SandboxResponse {
  const id = ownerId.toLowerCase();
  if (!owned.owners.includes(id)) throw notFound(ownerId);
  owned.owners = owned.owners.filter((owner) => owner !== id);
  return noContent();
}

export const listApplicationOwners = (call: GraphCall, params: { readonly applicationId: string }) =>
  listOwners(call, resolveApplication(call, params.applicationId));

export const addApplicationOwner = (call: GraphCall, params: { readonly applicationId: string }) =>
  addOwner(call, resolveApplication(call, params.applicationId));

export const removeApplicationOwner = (
  call: GraphCall,
  params: { readonly applicationId: string; readonly ownerId: string },
) => removeOwner(resolveApplication(call, params.applicationId), params.ownerId);

export const listServicePrincipalOwners = (call: GraphCall, params: { readonly servicePrincipalId: string }) =>
  listOwners(call, resolveServicePrincipal(call, params.servicePrincipalId));

export const addServicePrincipalOwner = (call: GraphCall, params: { readonly servicePrincipalId: string }) =>
  addOwner(call, resolveServicePrincipal(call, params.servicePrincipalId));

export const removeServicePrincipalOwner = (
  call: GraphCall,
  params: { readonly servicePrincipalId: string; readonly ownerId: string },
) => removeOwner(resolveServicePrincipal(call, params.servicePrincipalId), params.ownerId);
