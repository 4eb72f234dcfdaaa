import { z } from "zod";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import { directoryObjectType } from "../directory/directoryObjects.ts";
import { readReference } from "../directory/readReference.ts";
import { notFound } from "../errors.ts";
import { noContent, odata, versionOf } from "../odata/respond.ts";
import { readQuery } from "../odata/readQuery.ts";
import { contextOf, selectProperties } from "../odata/select.ts";
import { readBody } from "../readBody.ts";
import { resolveUser } from "./resolveUser.ts";
import { userJson, userType } from "./userJson.ts";

interface Named {
  readonly userId: string;
}

const body = z.strictObject({ "@odata.id": z.string() });

export function getManager(call: GraphCall, { userId }: Named): SandboxResponse {
  const manager = call.directory.users[resolveUser(call, userId).managerId ?? ""];
  if (!manager) throw notFound("manager");
  const { select } = readQuery(call);
  const version = versionOf(call);
  return odata(200, {
    "@odata.context": contextOf(directoryObjectType, version, { select, entity: true }),
    "@odata.type": "#microsoft.graph.user",
    ...selectProperties(userJson(manager), userType, select, version),
  });
}

export function setManager(call: GraphCall, { userId }: Named): SandboxResponse {
  const user = resolveUser(call, userId);
  const id = readReference(readBody(call, body, "Reference")["@odata.id"]);
  if (!call.directory.users[id]) throw notFound(id);
  user.managerId = id;
  return noContent();
}

export function removeManager(call: GraphCall, { userId }: Named): SandboxResponse {
  const user = resolveUser(call, userId);
  if (user.managerId === undefined) throw notFound("manager");
  delete user.managerId;
  return noContent();
}
