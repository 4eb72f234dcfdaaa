import type { SandboxResponse } from "../../../Vendor.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import { newApplication } from "../../newApplication.ts";
import { addOwners, initialOwners } from "../directory/owners.ts";
import { softDelete } from "../directory/softDelete.ts";
import { valueRequired } from "../errors.ts";
import { countResponse, listResponse } from "../odata/listResponse.ts";
import { createdResponse, entityResponse, noContent } from "../odata/respond.ts";
import { readBody, readPatch } from "../readBody.ts";
import { replicationOf } from "../Replication.ts";
import { applicationBody } from "./applicationBody.ts";
import { applicationJson, applicationType } from "./applicationJson.ts";
import { applyBody } from "./applyBody.ts";
import { resolveApplication } from "./resolveApplication.ts";

interface Named {
  readonly applicationId: string;
}

export function createApplication(call: GraphCall): SandboxResponse {
  const { "owners@odata.bind": owners = [], ...body } = readBody(call, applicationBody, "Application");
  if (body.displayName === undefined) throw valueRequired("displayName", "Application");
  const { directory, now } = call;
  const blank = newApplication(body.displayName, now);
  const application = applyBody(directory, blank, body);
  application.owners = [...initialOwners(call)];
  addOwners(call, application, owners);
  directory.applications[application.id] = application;
  replicationOf(call).created(application.id, "everywhere");
  return createdResponse(call, applicationType, applicationJson(application, directory));
}

export function listApplications(call: GraphCall): SandboxResponse {
  return listResponse(call, applicationType, allOf(call));
}

export function countApplications(call: GraphCall): SandboxResponse {
  return countResponse(call, applicationType, allOf(call));
}

function allOf({ directory }: GraphCall) {
  return Object.values(directory.applications).map((application) => applicationJson(application, directory));
}

export function getApplication(call: GraphCall, { applicationId }: Named): SandboxResponse {
  const application = resolveApplication(call, applicationId);
  return entityResponse(call, applicationType, applicationJson(application, call.directory));
}

export function updateApplication(call: GraphCall, { applicationId }: Named): SandboxResponse {
  const application = resolveApplication(call, applicationId);
  const body = readPatch(call, applicationBody.omit({ "owners@odata.bind": true }), "Application", application.id);
  Object.assign(application, applyBody(call.directory, application, body));
  return noContent();
}

/** The service principal that the directory has of it goes with it. */
export function deleteApplication(call: GraphCall, { applicationId }: Named): SandboxResponse {
  const application = resolveApplication(call, applicationId);
  softDelete(call, { kind: "application", object: application });
  return noContent();
}
