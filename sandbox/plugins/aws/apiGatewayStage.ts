import { boolean, integer, map, number, object, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { arnOf, executionArn, retag } from "./apiGatewayApi.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { allTags, domainOf, planRegionAndTags, regionInput, tagsAllOutput, tagsInput, viewTags } from "./regional.ts";

const settings = {
  dataTraceEnabled: boolean({ default: false }),
  detailedMetricsEnabled: boolean({ default: false }),
  loggingLevel: string({ computed: true, oneOf: ["ERROR", "INFO", "OFF"] }),
  throttlingBurstLimit: integer(),
  throttlingRateLimit: number(),
};

const inputs = {
  ...regionInput,
  ...tagsInput,
  accessLogSettings: object({ destinationArn: string({ required: true }), format: string({ required: true }) }),
  apiId: string({ required: true, forceNew: true }),
  autoDeploy: boolean({ default: false }),
  defaultRouteSettings: object(settings, { computed: true }),
  deploymentId: string({ computed: true }),
  description: string(),
  name: string({ forceNew: true, autoname: { maxLength: 128 } }),
  stageVariables: map(string()),
};

type Inputs = ValuesOf<typeof inputs>;

/** `aws:apigatewayv2/stage:Stage` (hashicorp/terraform-provider-aws, aws_apigatewayv2_stage). */
export const apiGatewayStage = defineResource<AwsClient>()({
  type: "aws:apigatewayv2/stage:Stage",
  inputs,
  outputs: { ...tagsAllOutput, arn: {}, executionArn: {}, invokeUrl: {} },
  unsupported: ["clientCertificateId", "routeSettings"],
  importedWith: ["apiId"],
  plan: planRegionAndTags,

  async create(aws, inputs) {
    const gateway = await aws.apiGateway(inputs.region);
    const { StageName = "" } = await gateway.createStage({ ...requestOf(inputs), Tags: allTags(inputs, aws) });
    return { id: StageName };
  },

  async read(aws, id, known) {
    const { apiId = "" } = known;
    const region = known.region ?? aws.region;
    const gateway = await aws.apiGateway(region);
    const stage = await unlessMissing(gateway.getStage({ ApiId: apiId, StageName: id }), "NotFoundException");
    return (
      stage && {
        ...viewTags(stage.Tags, aws, known.tags),
        accessLogSettings: stage.AccessLogSettings && {
          destinationArn: stage.AccessLogSettings.DestinationArn,
          format: stage.AccessLogSettings.Format,
        },
        apiId,
        arn: stageArn(region, apiId, id),
        autoDeploy: stage.AutoDeploy ?? false,
        defaultRouteSettings: viewSettings(stage.DefaultRouteSettings),
        deploymentId: stage.DeploymentId ?? "",
        description: stage.Description,
        executionArn: `${await executionArn(aws, region, apiId)}/${id}`,
        invokeUrl: `https://${apiId}.execute-api.${region}.${domainOf(region)}/${id === "$default" ? "" : id}`,
        name: stage.StageName,
        region,
        stageVariables: stage.StageVariables,
      }
    );
  },

  async update(aws, id, { inputs, old, has }) {
    const gateway = await aws.apiGateway(inputs.region);
    const { apiId } = inputs;
    if (has("accessLogSettings") && inputs.accessLogSettings === undefined) {
      await gateway.deleteAccessLogSettings({ ApiId: apiId, StageName: id });
    }
    await gateway.updateStage({
      ...requestOf(inputs),
      ...(has("description") && { Description: inputs.description ?? "" }),
      ...(has("stageVariables") && {
        StageVariables: {
          ...Object.fromEntries(Object.keys(old.stageVariables ?? {}).map((key) => [key, ""])),
          ...inputs.stageVariables,
        },
      }),
    });
    await retag(aws, stageArn(inputs.region ?? aws.region, apiId, id), inputs, old);
    return undefined;
  },

  async delete(aws, id, { apiId = "", region }) {
    const gateway = await aws.apiGateway(region);
    await unlessMissing(gateway.deleteStage({ ApiId: apiId, StageName: id }), "NotFoundException");
  },
});

function stageArn(region: string, apiId: string, name: string): string {
  return `${arnOf(region, apiId)}/stages/${name}`;
}

function requestOf(inputs: Inputs) {
  const { accessLogSettings, defaultRouteSettings } = inputs;
  return {
    AccessLogSettings: accessLogSettings && {
      DestinationArn: accessLogSettings.destinationArn,
      Format: accessLogSettings.format,
    },
    ApiId: inputs.apiId,
    AutoDeploy: inputs.autoDeploy,
    DefaultRouteSettings: defaultRouteSettings && settingsOf(defaultRouteSettings),
    DeploymentId: inputs.deploymentId,
    Description: inputs.description,
    StageName: inputs.name,
    StageVariables: inputs.stageVariables,
  };
}

function settingsOf(setting: ValuesOf<typeof settings>) {
  return {
    // Only WebSocket APIs have data traces and a logging level; AWS refuses them elsewhere.
    ...(setting.dataTraceEnabled && { DataTraceEnabled: true }),
    ...(setting.loggingLevel && { LoggingLevel: setting.loggingLevel as "OFF" }),
    DetailedMetricsEnabled: setting.detailedMetricsEnabled,
    // AWS takes 0 for "nothing at all"; the published provider leaves an unset limit out.
    ...(setting.throttlingBurstLimit && { ThrottlingBurstLimit: setting.throttlingBurstLimit }),
    ...(setting.throttlingRateLimit && { ThrottlingRateLimit: setting.throttlingRateLimit }),
  };
}

function viewSettings(found: RouteSettingsView | undefined) {
  return (
    found && {
      dataTraceEnabled: found.DataTraceEnabled ?? false,
      detailedMetricsEnabled: found.DetailedMetricsEnabled ?? false,
      loggingLevel: found.LoggingLevel,
      throttlingBurstLimit: found.ThrottlingBurstLimit,
      throttlingRateLimit: found.ThrottlingRateLimit,
    }
  );
}

interface RouteSettingsView {
  readonly DataTraceEnabled?: boolean | undefined;
  readonly DetailedMetricsEnabled?: boolean | undefined;
  readonly LoggingLevel?: string | undefined;
  readonly ThrottlingBurstLimit?: number | undefined;
  readonly ThrottlingRateLimit?: number | undefined;
}
