import { z } from "zod";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { Application, ServicePrincipal, User } from "../../state.ts";
import { applicationJson, applicationType } from "../applications/applicationJson.ts";
import { invalidObjectIdentifier, notFound } from "../errors.ts";
import type { Entity, EntityType } from "../odata/EntityType.ts";
import { listResponse } from "../odata/listResponse.ts";
import { odata, versionOf } from "../odata/respond.ts";
import { contextOf, selectProperties } from "../odata/select.ts";
import { readBody } from "../readBody.ts";
import { servicePrincipalJson, servicePrincipalType } from "../servicePrincipals/servicePrincipalJson.ts";
import { userJson, userType } from "../users/userJson.ts";
import { readQuery } from "../odata/readQuery.ts";
import { isGuid } from "../wire.ts";

export type DirectoryObject =
  | { readonly kind: "application"; readonly object: Application }
  | { readonly kind: "servicePrincipal"; readonly object: ServicePrincipal }
  | { readonly kind: "user"; readonly object: User };

export const directoryObjectType: EntityType = {
  name: "directoryObject",
  set: "directoryObjects",
  properties: new Set([...applicationType.properties, ...servicePrincipalType.properties, ...userType.properties]),
  filterable: new Set(["id", "displayName"]),
  searchable: new Set(["displayName"]),
};

export const entityTypes = { application: applicationType, servicePrincipal: servicePrincipalType, user: userType };

/** Whatever has an object id; undefined where nothing has. */
export function findDirectoryObject(
  { directory }: Pick<GraphCall, "directory">,
  id: string,
): DirectoryObject | undefined {
  const { applications, servicePrincipals, users } = directory;
  if (applications[id]) return { kind: "application", object: applications[id] };
  if (servicePrincipals[id]) return { kind: "servicePrincipal", object: servicePrincipals[id] };
  return users[id] && { kind: "user", object: users[id] };
}

/** An object of any of the types, as Graph writes it. */
export function entityOf(call: Pick<GraphCall, "directory">, found: DirectoryObject): Entity {
  if (found.kind === "application") return applicationJson(found.object, call.directory);
  if (found.kind === "servicePrincipal") return servicePrincipalJson(found.object, call.directory);
  return userJson(found.object);
}

/** All users and service principals, which can own something. */
export function directoryObjects({ directory }: Pick<GraphCall, "directory">): readonly Entity[] {
  return [
    ...Object.values(directory.users).map(userJson),
    ...Object.values(directory.servicePrincipals).map((principal) => servicePrincipalJson(principal, directory)),
  ];
}

const isUser = ({ userPrincipalName }: Entity): boolean => userPrincipalName !== undefined;

/** The `@odata.type` of an object among others. */
export function odataTypeOf(entity: Entity): string {
  if (isUser(entity)) return "#microsoft.graph.user";
  return entity["servicePrincipalType"] === undefined
    ? "#microsoft.graph.application"
    : "#microsoft.graph.servicePrincipal";
}

export function getDirectoryObject(call: GraphCall, { objectId }: { readonly objectId: string }): SandboxResponse {
  if (!isGuid(objectId)) throw invalidObjectIdentifier(objectId);
  const found = findDirectoryObject(call, objectId.toLowerCase());
  if (!found) throw notFound(objectId);
  const { select } = readQuery(call);
  const version = versionOf(call);
  return odata(200, {
    "@odata.context": contextOf(directoryObjectType, version, { select, entity: true }),
    "@odata.type": `#microsoft.graph.${found.kind}`,
    ...selectProperties(entityOf(call, found), entityTypes[found.kind], select, version),
  });
}

const idsBody = z.strictObject({
  ids: z.array(z.string().refine(isGuid)).min(1).max(1000),
  types: z.array(z.string()).optional(),
});

export function getDirectoryObjectsByIds(call: GraphCall): SandboxResponse {
  const { ids, types } = readBody(call, idsBody, "DirectoryObject");
  const found = ids.flatMap((id) => findDirectoryObject(call, id.toLowerCase()) ?? []);
  const wanted = found.filter(({ kind }) => !types || types.includes(kind) || types.includes("directoryObject"));
  return listResponse(
    call,
    directoryObjectType,
    wanted.map((object) => entityOf(call, object)),
    { typed: odataTypeOf },
  );
}
