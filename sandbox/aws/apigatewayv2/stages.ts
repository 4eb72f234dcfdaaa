import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { empty, json } from "../../http/responses.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { checkAccessLogs } from "./accessLogs.ts";
import { deployAutomatically } from "./deploy.ts";
import { badRequest, conflict, notFound, quotaReached } from "./errors.ts";
import type { RouteSettings, Stage } from "./HttpApi.ts";
import { findApi, findDeployment, findStage } from "./lookup.ts";
import { page } from "./page.ts";
import { quotas } from "./quotas.ts";
import { changedText, checkTags, readBody, tagMap } from "./readBody.ts";

interface StagePath {
  readonly apiId: string;
  readonly stageName: string;
}

const routeSettings = z.strictObject({
  detailedMetricsEnabled: z.boolean().optional(),
  throttlingBurstLimit: z.int().min(0).optional(),
  throttlingRateLimit: z.number().min(0).optional(),
  dataTraceEnabled: z.boolean().optional(),
  loggingLevel: z.enum(["ERROR", "INFO", "OFF"]).optional(),
});

const updateStageInput = z.strictObject({
  accessLogSettings: z
    .strictObject({ destinationArn: z.string().optional(), format: z.string().optional() })
    .optional(),
  autoDeploy: z.boolean().optional(),
  defaultRouteSettings: routeSettings.optional(),
  deploymentId: z.string().optional(),
  description: z.string().max(1024).optional(),
  routeSettings: z.record(z.string(), routeSettings).optional(),
  stageVariables: z.record(z.string().regex(/^\w{1,64}$/), z.string().regex(/^[\w\-.~:/?#&=,]{0,512}$/)).optional(),
});

type StageInput = z.output<typeof updateStageInput>;

const createStageInput = updateStageInput.extend({ stageName: z.string().min(1).max(128), tags: tagMap.optional() });

export function createStage(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  const api = findApi(call, apiId);
  const input = readBody(call, createStageInput);
  checkTags(input.tags ?? {});
  if (!/^(?:\$default|[\w-]+)$/.test(input.stageName)) {
    throw badRequest("Stage name only allows a-zA-Z0-9_- or $default");
  }
  if (api.stages.some((stage) => stage.stageName === input.stageName)) throw conflict("Stage already exists");
  if (api.stages.length >= quotas.stagesPerApi) throw quotaReached("Stages");
  const now = call.account.now();
  const stage: Stage = {
    stageName: input.stageName,
    createdDate: now.toISOString(),
    lastUpdatedDate: now.toISOString(),
    autoDeploy: false,
    defaultRouteSettings: { detailedMetricsEnabled: false },
    routeSettings: {},
    stageVariables: {},
    tags: input.tags ?? {},
  };
  change(call, apiId, stage, input);
  api.stages.push(stage);
  if (stage.autoDeploy) deployAutomatically(api, now);
  return json(201, stage);
}

export function getStage(call: RestCall, { apiId, stageName }: StagePath): SandboxResponse {
  return json(200, findStage(findApi(call, apiId), stageName));
}

export function getStages(call: RestCall, { apiId }: { apiId: string }): SandboxResponse {
  return page(call, findApi(call, apiId).stages);
}

export function updateStage(call: RestCall, { apiId, stageName }: StagePath): SandboxResponse {
  const api = findApi(call, apiId);
  const stage = findStage(api, stageName);
  const wasAutomatic = stage.autoDeploy;
  change(call, apiId, stage, readBody(call, updateStageInput));
  if (stage.autoDeploy && !wasAutomatic) deployAutomatically(api, call.account.now());
  return json(200, stage);
}

export function deleteStage(call: RestCall, { apiId, stageName }: StagePath): SandboxResponse {
  const { stages } = findApi(call, apiId);
  remove(stages, findStage(findApi(call, apiId), stageName));
  return empty(204);
}

export function deleteAccessLogSettings(call: RestCall, { apiId, stageName }: StagePath): SandboxResponse {
  findStage(findApi(call, apiId), stageName).accessLogSettings = undefined;
  return empty(204);
}

export function deleteRouteSettings(
  call: RestCall,
  { apiId, stageName, routeKey }: StagePath & { readonly routeKey: string },
): SandboxResponse {
  const stage = findStage(findApi(call, apiId), stageName);
  if (!Object.hasOwn(stage.routeSettings, routeKey)) throw notFound("Invalid route settings identifier specified");
  const kept = Object.entries(stage.routeSettings).filter(([key]) => key !== routeKey);
  stage.routeSettings = Object.fromEntries(kept);
  return empty(204);
}

/** Checks everything before it changes anything. A stage variable is removed by an empty value. */
function change(call: RestCall, apiId: string, stage: Stage, input: StageInput): void {
  const autoDeploy = input.autoDeploy ?? stage.autoDeploy;
  if (input.deploymentId !== undefined) {
    if (autoDeploy) throw badRequest("Deployment ID cannot be set on a stage with automatic deployment");
    findDeployment(findApi(call, apiId), input.deploymentId);
  }
  const settings = input.defaultRouteSettings;
  const all = [settings, ...Object.values(input.routeSettings ?? {})];
  if (all.some((one) => (one?.loggingLevel ?? "OFF") !== "OFF" || one?.dataTraceEnabled)) {
    throw badRequest("Execution logs are not supported on protocolType HTTP");
  }
  const { routes } = findApi(call, apiId);
  const unknown = Object.keys(input.routeSettings ?? {}).find((key) => !routes.some((route) => route.routeKey === key));
  if (unknown !== undefined) {
    throw notFound(`Unable to find Route by key ${unknown} within the provided RouteSettings`);
  }
  const accessLogSettings = input.accessLogSettings
    ? checkAccessLogs(call, {
        ...stage.accessLogSettings,
        ...input.accessLogSettings,
      } as Stage["accessLogSettings"] & {})
    : stage.accessLogSettings;
  stage.accessLogSettings = accessLogSettings;
  stage.autoDeploy = autoDeploy;
  stage.deploymentId = input.deploymentId ?? stage.deploymentId;
  stage.description = changedText(stage.description, input.description);
  stage.defaultRouteSettings = merge(stage.defaultRouteSettings, settings);
  stage.routeSettings = mergeAll(stage.routeSettings, input.routeSettings ?? {});
  const variables = Object.entries({ ...stage.stageVariables, ...input.stageVariables });
  stage.stageVariables = Object.fromEntries(variables.filter(([, value]) => value !== ""));
  stage.lastUpdatedDate = call.account.now().toISOString();
}

function mergeAll(
  old: Stage["routeSettings"],
  input: Readonly<Record<string, z.output<typeof routeSettings>>>,
): Stage["routeSettings"] {
  const changed = Object.entries(input).map(([key, settings]) => [key, merge(old[key], settings)] as const);
  return { ...old, ...Object.fromEntries(changed) };
}

/** Throttling is kept and answered, not enforced. */
function merge(old: RouteSettings | undefined, input: z.output<typeof routeSettings> | undefined): RouteSettings {
  return {
    detailedMetricsEnabled: input?.detailedMetricsEnabled ?? old?.detailedMetricsEnabled ?? false,
    throttlingBurstLimit: input?.throttlingBurstLimit ?? old?.throttlingBurstLimit,
    throttlingRateLimit: input?.throttlingRateLimit ?? old?.throttlingRateLimit,
  };
}
