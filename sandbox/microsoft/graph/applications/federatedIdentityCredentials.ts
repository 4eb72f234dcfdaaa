import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { Application, FederatedIdentityCredential } from "../../state.ts";
import { badRequest, multipleObjectsWithSameKey, notFound, valueRequired } from "../errors.ts";
import type { Entity, EntityType } from "../odata/EntityType.ts";
import { listResponse } from "../odata/listResponse.ts";
import { createdResponse, entityResponse, noContent } from "../odata/respond.ts";
import { readBody, readPatch } from "../readBody.ts";
import { resolveApplication } from "./resolveApplication.ts";

interface Named {
  readonly applicationId: string;
}

interface NamedCredential extends Named {
  readonly credentialId: string;
}

/** Of an application or managed identity ("Important considerations and restrictions for federated identity credentials"). */
const most = 20;

const resource = "FederatedIdentityCredential";

const body = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/),
    issuer: z.url({ protocol: /^https$/ }).max(600),
    subject: z.string().min(1).max(600),
    audiences: z.array(z.string().min(1).max(600)).length(1),
    description: z.string().max(600).nullable(),
  })
  .partial();

export function createFederatedIdentityCredential(call: GraphCall, { applicationId }: Named): SandboxResponse {
  const application = resolveApplication(call, applicationId);
  const { name, issuer, subject, audiences, description = null } = readBody(call, body, resource);
  if (name === undefined) throw valueRequired("name", resource);
  if (issuer === undefined) throw valueRequired("issuer", resource);
  if (subject === undefined) throw valueRequired("subject", resource);
  if (audiences === undefined) throw valueRequired("audiences", resource);
  if (application.federatedIdentityCredentials.length >= most) {
    throw badRequest(`The number of federated identity credentials on the application exceeds the limit of ${most}.`);
  }
  if (application.federatedIdentityCredentials.some((other) => other.name === name)) {
    throw multipleObjectsWithSameKey(`FederatedIdentityCredential with name ${name} already exists.`);
  }
  const credential: FederatedIdentityCredential = { id: randomUUID(), name, issuer, subject, audiences, description };
  checkUnique(application, credential);
  application.federatedIdentityCredentials.push(credential);
  return createdResponse(call, typeOf(application), entityOf(credential));
}

export function listFederatedIdentityCredentials(call: GraphCall, { applicationId }: Named): SandboxResponse {
  const application = resolveApplication(call, applicationId);
  return listResponse(call, typeOf(application), application.federatedIdentityCredentials.map(entityOf));
}

export function getFederatedIdentityCredential(call: GraphCall, params: NamedCredential): SandboxResponse {
  const { application, credential } = find(call, params);
  return entityResponse(call, typeOf(application), entityOf(credential));
}

/** Everything but the name, which stays. */
export function updateFederatedIdentityCredential(call: GraphCall, params: NamedCredential): SandboxResponse {
  const { application, credential } = find(call, params);
  const { name, ...changes } = readPatch(call, body, resource, credential.id);
  if (name !== undefined && name !== credential.name) {
    throw badRequest("Property name is read-only and cannot be set.", [
      { code: "PropertyReadOnly", message: "Property name is read-only and cannot be set.", target: "name" },
    ]);
  }
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const changed: FederatedIdentityCredential = { ...credential, ...given };
  checkUnique(application, changed);
  Object.assign(credential, changed);
  return noContent();
}

export function deleteFederatedIdentityCredential(call: GraphCall, params: NamedCredential): SandboxResponse {
  const { application, credential } = find(call, params);
  application.federatedIdentityCredentials.splice(application.federatedIdentityCredentials.indexOf(credential), 1);
  return noContent();
}

function find(call: GraphCall, { applicationId, credentialId }: NamedCredential) {
  const application = resolveApplication(call, applicationId);
  const [, name] = /^name=(.+)$/.exec(credentialId) ?? [];
  const credential = application.federatedIdentityCredentials.find(
    (one) => one.id === credentialId.toLowerCase() || one.name === (name ?? credentialId),
  );
  if (!credential) throw notFound(credentialId);
  return { application, credential };
}

/** An application has each pair of issuer and subject once: the pair is what a token is recognised by. */
function checkUnique(
  { federatedIdentityCredentials }: Application,
  { id, issuer, subject }: FederatedIdentityCredential,
): void {
  const same = federatedIdentityCredentials.some(
    (other) => other.id !== id && other.issuer === issuer && other.subject === subject,
  );
  if (!same) return;
  const message = "Issuer and subject combination already exists for this application.";
  throw badRequest(message, [{ code: "ObjectConflict", message, target: "subject" }]);
}

function entityOf(credential: FederatedIdentityCredential): Entity {
  return { ...credential };
}

const properties = new Set(["id", "name", "issuer", "subject", "audiences", "description"]);

function typeOf({ id }: Application): EntityType {
  return {
    name: "federatedIdentityCredential",
    set: `applications('${id}')/federatedIdentityCredentials`,
    properties,
    filterable: new Set(["id", "name", "issuer", "subject"]),
    searchable: new Set(),
  };
}
