import { remove } from "../../../lib/remove.ts";
import { randomId } from "../../http/ids.ts";
import type { DeployedConfig, Deployment, HttpApi, Stage } from "./HttpApi.ts";

/**
 * Deploys an API to its stages with automatic deployment, after each change of a route, an integration or an authorizer.
 * Only the newest automatic deployment is kept: AWS keeps the older ones, which no stage can use again by itself.
 */
export function deployAutomatically(api: HttpApi, now: Date): void {
  const stages = api.stages.filter((stage) => stage.autoDeploy);
  if (stages.length === 0) return;
  for (const old of api.deployments.filter((one) => one.autoDeployed)) remove(api.deployments, old);
  const deployment = makeDeployment(now, {
    autoDeployed: true,
    description: "Automatic deployment triggered by changes to the Api configuration",
  });
  api.deployments.push(deployment);
  for (const stage of stages) setDeployment(stage, deployment, now);
}

export function makeDeployment(
  now: Date,
  options: Pick<Deployment, "autoDeployed" | "description" | "snapshot">,
): Deployment {
  return {
    deploymentId: randomId("", 6, "lowerAlphanumeric"),
    createdDate: now.toISOString(),
    deploymentStatus: "DEPLOYED",
    ...options,
  };
}

export function setDeployment(stage: Stage, { deploymentId }: Deployment, now: Date): void {
  stage.deploymentId = deploymentId;
  stage.lastUpdatedDate = now.toISOString();
  stage.lastDeploymentStatusMessage = `Successfully deployed stage with deployment ID '${deploymentId}'`;
}

/** What a stage serves now; undefined when nothing was deployed to it. */
export function deployedConfig(api: HttpApi, stage: Stage): DeployedConfig | undefined {
  if (stage.autoDeploy) return api;
  const deployment = api.deployments.find((one) => one.deploymentId === stage.deploymentId);
  return deployment && (deployment.snapshot ?? api);
}

/** The API as it stands, for a deployment that later changes leave alone. */
export function snapshot({ authorizers, integrations, routes }: HttpApi): DeployedConfig {
  return structuredClone({ authorizers, integrations, routes });
}
