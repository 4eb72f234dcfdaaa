import type { SandboxResponse } from "../../../Vendor.ts";
import { findServicePrincipal, findUser } from "../../find.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { DeletedItem } from "../../state.ts";
import { invalidObjectIdentifier, notFound, objectConflict } from "../errors.ts";
import type { Entity } from "../odata/EntityType.ts";
import { listResponse } from "../odata/listResponse.ts";
import { noContent, odata, versionOf } from "../odata/respond.ts";
import { contextOf } from "../odata/select.ts";
import { graphTime, isGuid } from "../wire.ts";
import { directoryObjectType, entityOf, entityTypes } from "./directoryObjects.ts";

interface Named {
  readonly objectId: string;
}

const keptDays = 30;

/** The deleted objects of one type. */
export function listDeletedItems(kind: DeletedItem["kind"]) {
  return (call: GraphCall): SandboxResponse => {
    const items = kept(call).filter((item) => item.kind === kind);
    return listResponse(
      call,
      entityTypes[kind],
      items.map((item) => deletedEntity(call, item)),
    );
  };
}

export function getDeletedItem(call: GraphCall, params: Named): SandboxResponse {
  const item = find(call, params);
  return answerWith(call, item, deletedEntity(call, item));
}

/** Gone for good. */
export function deleteDeletedItem(call: GraphCall, params: Named): SandboxResponse {
  Reflect.deleteProperty(call.directory.deletedItems, find(call, params).object.id);
  return noContent();
}

export function restoreDeletedItem(call: GraphCall, params: Named): SandboxResponse {
  const { directory } = call;
  const item = find(call, params);
  if (item.kind === "user") {
    if (findUser(directory, item.object.userPrincipalName)) throw objectConflict("userPrincipalName");
    directory.users[item.object.id] = item.object;
  } else if (item.kind === "servicePrincipal") {
    if (findServicePrincipal(directory, item.object.appId)) throw objectConflict("servicePrincipalNames");
    directory.servicePrincipals[item.object.id] = item.object;
  } else {
    const { identifierUris } = item.object;
    const taken = Object.values(directory.applications).some((other) =>
      other.identifierUris.some((uri) => identifierUris.includes(uri)),
    );
    if (taken) throw objectConflict("identifierUris");
    directory.applications[item.object.id] = item.object;
  }
  Reflect.deleteProperty(directory.deletedItems, item.object.id);
  return answerWith(call, item, entityOf(call, item));
}

function kept({ directory, now }: GraphCall): readonly DeletedItem[] {
  const oldest = now.getTime() - keptDays * 86_400_000;
  return Object.values(directory.deletedItems).filter((item) => Date.parse(item.deletedDateTime) > oldest);
}

function find(call: GraphCall, { objectId }: Named): DeletedItem {
  if (!isGuid(objectId)) throw invalidObjectIdentifier(objectId);
  const item = kept(call).find(({ object }) => object.id === objectId.toLowerCase());
  if (!item) throw notFound(objectId);
  return item;
}

function deletedEntity(call: GraphCall, item: DeletedItem): Entity {
  return { ...entityOf(call, item), deletedDateTime: graphTime(item.deletedDateTime) };
}

function answerWith(call: GraphCall, item: DeletedItem, entity: Entity): SandboxResponse {
  return odata(200, {
    "@odata.context": contextOf(directoryObjectType, versionOf(call), { entity: true }),
    "@odata.type": `#microsoft.graph.${item.kind}`,
    ...entity,
  });
}
