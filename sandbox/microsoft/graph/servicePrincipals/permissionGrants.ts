import { z } from "zod";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { PermissionGrant } from "../../state.ts";
import { badRequest, invalidValue, multipleObjectsWithSameKey, notFound, valueRequired } from "../errors.ts";
import type { EntityType } from "../odata/EntityType.ts";
import { listResponse } from "../odata/listResponse.ts";
import { createdResponse, entityResponse, noContent } from "../odata/respond.ts";
import { readBody, readPatch } from "../readBody.ts";
import { replicationOf } from "../Replication.ts";
import { relationId } from "../wire.ts";
import { resolveServicePrincipal } from "./resolveServicePrincipal.ts";

interface Named {
  readonly grantId: string;
}

const resource = "OAuth2PermissionGrant";
const guid = z.guid().transform((id) => id.toLowerCase());

const body = z
  .strictObject({
    clientId: guid,
    consentType: z.enum(["AllPrincipals", "Principal"]),
    principalId: guid.nullable(),
    resourceId: guid,
    scope: z.string().max(3850),
    startTime: z.string().nullable(),
    expiryTime: z.string().nullable(),
  })
  .partial();

/** Graph does not ask whether the resource has such scopes: what it does not have is granted and means nothing. */
export function createPermissionGrant(call: GraphCall): SandboxResponse {
  const { clientId, consentType, principalId = null, resourceId, scope } = readBody(call, body, resource);
  if (clientId === undefined) throw valueRequired("clientId", resource);
  if (consentType === undefined) throw valueRequired("consentType", resource);
  if (resourceId === undefined) throw valueRequired("resourceId", resource);
  const { directory } = call;
  for (const id of [clientId, resourceId]) {
    if (!directory.servicePrincipals[id] || !replicationOf(call).sees(id)) throw notFound(id);
  }
  if ((consentType === "Principal") !== (principalId !== null)) throw invalidValue("principalId", resource);
  if (principalId !== null && !directory.users[principalId]) throw notFound(principalId);
  const grant: PermissionGrant = {
    id: relationId(),
    clientId,
    consentType,
    principalId,
    resourceId,
    scope: scope ?? "",
  };
  const granted = Object.values(directory.oauth2PermissionGrants).some(
    (other) => other.clientId === clientId && other.resourceId === resourceId && other.principalId === principalId,
  );
  if (granted) throw multipleObjectsWithSameKey("Permission entry already exists.");
  directory.oauth2PermissionGrants[grant.id] = grant;
  replicationOf(call).created(grant.id, "in lists and references");
  return createdResponse(call, grantType, { ...grant });
}

export function listPermissionGrants(call: GraphCall): SandboxResponse {
  return listResponse(call, grantType, Object.values(call.directory.oauth2PermissionGrants).map(copyOf));
}

export function listServicePrincipalPermissionGrants(
  call: GraphCall,
  { servicePrincipalId }: { readonly servicePrincipalId: string },
): SandboxResponse {
  const { id } = resolveServicePrincipal(call, servicePrincipalId);
  const own = Object.values(call.directory.oauth2PermissionGrants).filter(({ clientId }) => clientId === id);
  return listResponse(call, grantType, own.map(copyOf));
}

export function getPermissionGrant(call: GraphCall, params: Named): SandboxResponse {
  return entityResponse(call, grantType, copyOf(find(call, params)));
}

/** Only what is granted can be changed. */
export function updatePermissionGrant(call: GraphCall, params: Named): SandboxResponse {
  const grant = find(call, params);
  const { scope, ...others } = readPatch(call, body.omit({ startTime: true, expiryTime: true }), resource, grant.id);
  const changed = Object.entries(others).find(
    ([name, value]) => value !== undefined && value !== grant[name as keyof PermissionGrant],
  );
  if (changed) throw badRequest(`Property '${changed[0]}' is read-only and cannot be set.`);
  if (scope !== undefined) grant.scope = scope;
  return noContent();
}

export function deletePermissionGrant(call: GraphCall, params: Named): SandboxResponse {
  Reflect.deleteProperty(call.directory.oauth2PermissionGrants, find(call, params).id);
  return noContent();
}

function find({ directory }: GraphCall, { grantId }: Named): PermissionGrant {
  const grant = directory.oauth2PermissionGrants[grantId];
  if (!grant) throw notFound(grantId);
  return grant;
}

function copyOf(grant: PermissionGrant) {
  return { ...grant };
}

const grantType: EntityType = {
  name: "oAuth2PermissionGrant",
  set: "oauth2PermissionGrants",
  properties: new Set(["id", "clientId", "consentType", "principalId", "resourceId", "scope"]),
  filterable: new Set(["id", "clientId", "consentType", "principalId", "resourceId", "scope"]),
  searchable: new Set(),
};
