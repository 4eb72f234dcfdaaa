import { z } from "zod";
import type { SandboxResponse } from "../../../Vendor.ts";
import { findApplication, findServicePrincipal } from "../../find.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import { newServicePrincipal } from "../../newServicePrincipal.ts";
import type { ServicePrincipal } from "../../state.ts";
import { defined } from "../applications/applyBody.ts";
import { addOwners, initialOwners } from "../directory/owners.ts";
import { softDelete } from "../directory/softDelete.ts";
import { badRequest, insufficientPrivileges, multipleObjectsWithSameKey, valueRequired } from "../errors.ts";
import { countResponse, listResponse } from "../odata/listResponse.ts";
import { createdResponse, entityResponse, noContent } from "../odata/respond.ts";
import { readBody, readPatch } from "../readBody.ts";
import { replicationOf } from "../Replication.ts";
import { resolveServicePrincipal } from "./resolveServicePrincipal.ts";
import { servicePrincipalJson, servicePrincipalType } from "./servicePrincipalJson.ts";

interface Named {
  readonly servicePrincipalId: string;
}

const nullableText = z.string().nullable();

const body = z
  .strictObject({
    appId: z.guid(),
    accountEnabled: z.boolean(),
    appRoleAssignmentRequired: z.boolean(),
    alternativeNames: z.array(z.string()),
    description: nullableText,
    loginUrl: nullableText,
    notes: nullableText,
    notificationEmailAddresses: z.array(z.string()),
    preferredSingleSignOnMode: nullableText,
    preferredTokenSigningKeyThumbprint: nullableText,
    samlSingleSignOnSettings: z.strictObject({ relayState: nullableText }).partial().nullable(),
    servicePrincipalType: z.literal("Application"),
    tags: z.array(z.string().min(1).max(256)),
    "owners@odata.bind": z.array(z.string()),
  })
  .partial();

export function createServicePrincipal(call: GraphCall): SandboxResponse {
  const { directory, now, caller } = call;
  const { appId: given, "owners@odata.bind": owners, ...settings } = readBody(call, body, "ServicePrincipal");
  if (given === undefined) throw valueRequired("appId", "ServicePrincipal");
  const appId = given.toLowerCase();
  const application = findApplication(directory, appId);
  if (!application || !replicationOf(call).sees(application.id)) {
    throw badRequest(`The appId '${appId}' of the service principal does not reference a valid application object.`);
  }
  if (initialOwners(call).length > 0 && !application.owners.includes(caller.servicePrincipalId)) {
    throw insufficientPrivileges();
  }
  if (findServicePrincipal(directory, appId)) {
    throw multipleObjectsWithSameKey(
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    );
  }
  const principal = newServicePrincipal(application, now);
  principal.owners = [...initialOwners(call)];
  apply(principal, settings);
  addOwners(call, principal, owners ?? []);
  directory.servicePrincipals[principal.id] = principal;
  replicationOf(call).created(principal.id, "in lists and references");
  return createdResponse(call, servicePrincipalType, servicePrincipalJson(principal, directory));
}

function apply(principal: ServicePrincipal, settings: Omit<z.infer<typeof body>, "appId">): void {
  const { accountEnabled, appRoleAssignmentRequired, ...rest } = settings;
  Object.assign(principal, defined({ accountEnabled, appRoleAssignmentRequired }));
  principal.rest = { ...principal.rest, ...defined(rest) };
}

export function listServicePrincipals(call: GraphCall): SandboxResponse {
  return listResponse(call, servicePrincipalType, allOf(call));
}

export function countServicePrincipals(call: GraphCall): SandboxResponse {
  return countResponse(call, servicePrincipalType, allOf(call));
}

function allOf({ directory }: GraphCall) {
  return Object.values(directory.servicePrincipals).map((principal) => servicePrincipalJson(principal, directory));
}

export function getServicePrincipal(call: GraphCall, { servicePrincipalId }: Named): SandboxResponse {
  const principal = resolveServicePrincipal(call, servicePrincipalId);
  return entityResponse(call, servicePrincipalType, servicePrincipalJson(principal, call.directory));
}

export function updateServicePrincipal(call: GraphCall, { servicePrincipalId }: Named): SandboxResponse {
  const principal = resolveServicePrincipal(call, servicePrincipalId);
  const settings = readPatch(
    call,
    body.omit({ appId: true, "owners@odata.bind": true }),
    "ServicePrincipal",
    principal.id,
  );
  apply(principal, settings);
  return noContent();
}

export function deleteServicePrincipal(call: GraphCall, { servicePrincipalId }: Named): SandboxResponse {
  const principal = resolveServicePrincipal(call, servicePrincipalId);
  softDelete(call, { kind: "servicePrincipal", object: principal });
  return noContent();
}
