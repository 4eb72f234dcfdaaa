import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { empty, json } from "../../http/responses.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { makeDeployment, setDeployment, snapshot } from "./deploy.ts";
import { badRequest } from "./errors.ts";
import type { Deployment } from "./HttpApi.ts";
import { findApi, findDeployment, findStage } from "./lookup.ts";
import { page } from "./page.ts";
import { changedText, readBody } from "./readBody.ts";

interface DeploymentPath {
  readonly apiId: string;
  readonly deploymentId: string;
}

const updateDeploymentInput = z.strictObject({ description: z.string().max(1024).optional() });
const createDeploymentInput = updateDeploymentInput.extend({ stageName: z.string().optional() });

export function createDeployment(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  const api = findApi(call, apiId);
  const { stageName, description } = readBody(call, createDeploymentInput);
  const stage = stageName === undefined ? undefined : findStage(api, stageName);
  if (stage?.autoDeploy) throw badRequest("Deployment ID cannot be set on a stage with automatic deployment");
  const now = call.account.now();
  const deployment = makeDeployment(now, { autoDeployed: false, description, snapshot: snapshot(api) });
  api.deployments.push(deployment);
  if (stage) setDeployment(stage, deployment, now);
  return json(201, output(deployment));
}

export function getDeployment(call: RestCall, { apiId, deploymentId }: DeploymentPath): SandboxResponse {
  return json(200, output(findDeployment(findApi(call, apiId), deploymentId)));
}

export function getDeployments(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  return page(call, findApi(call, apiId).deployments.map(output));
}

export function updateDeployment(call: RestCall, { apiId, deploymentId }: DeploymentPath): SandboxResponse {
  const deployment = findDeployment(findApi(call, apiId), deploymentId);
  const input = readBody(call, updateDeploymentInput);
  deployment.description = changedText(deployment.description, input.description);
  return json(200, output(deployment));
}

/** A deployment that a stage serves stays; AWS's own words for it, in version 1 of the API. */
export function deleteDeployment(call: RestCall, { apiId, deploymentId }: DeploymentPath): SandboxResponse {
  const api = findApi(call, apiId);
  const deployment = findDeployment(api, deploymentId);
  if (api.stages.some((stage) => stage.deploymentId === deploymentId)) {
    throw badRequest("Active stages pointing to this deployment must be moved or deleted");
  }
  remove(api.deployments, deployment);
  return empty(204);
}

function output(deployment: Deployment): Deployment {
  return { ...deployment, snapshot: undefined };
}
