import { json, type ResponseHeaders } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { Entity, EntityType } from "./EntityType.ts";
import { readQuery } from "./readQuery.ts";
import { contextOf, type GraphVersion, selectProperties } from "./select.ts";

const contentType =
  "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

/** The version that a request names. */
export function versionOf({ request }: Pick<GraphCall, "request">): GraphVersion {
  return request.url.pathname.startsWith("/beta/") ? "beta" : "v1.0";
}

/** An answer with a body of Graph's. */
export function odata(status: number, body: object, headers: ResponseHeaders = {}): SandboxResponse {
  return json(status, body, { "content-type": contentType, "odata-version": "4.0", ...headers });
}

/** One object, with the properties that the request selects. */
export function entityResponse(call: GraphCall, type: EntityType, entity: Entity): SandboxResponse {
  const { select } = readQuery(call);
  const version = versionOf(call);
  return odata(200, {
    "@odata.context": contextOf(type, version, { select, entity: true }),
    ...selectProperties(entity, type, select, version),
  });
}

/** What was just made, with where it is. */
export function createdResponse(call: GraphCall, type: EntityType, entity: Entity): SandboxResponse {
  const version = versionOf(call);
  const directoryType = type.name.charAt(0).toUpperCase() + type.name.slice(1);
  const location = `https://graph.microsoft.com/v2/${call.directory.tenantId}/directoryObjects/${entity.id}/Microsoft.DirectoryServices.${directoryType}`;
  return odata(
    201,
    {
      "@odata.context": contextOf(type, version, { entity: true }),
      ...selectProperties(entity, type, undefined, version),
    },
    { location },
  );
}

/** Done, and nothing to say. */
export function noContent(): SandboxResponse {
  return { status: 204 };
}
