import { boolean, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { allTags, changeOfTags, partitionOf, planRegionAndTags, viewTags } from "./regional.ts";
import { regionInput, tagsAllOutput, tagsInput } from "./regional.ts";

/** `aws:apigatewayv2/api:Api` (hashicorp/terraform-provider-aws, aws_apigatewayv2_api). */
export const apiGatewayApi = defineResource<AwsClient>()({
  type: "aws:apigatewayv2/api:Api",
  inputs: {
    ...regionInput,
    ...tagsInput,
    apiKeySelectionExpression: string({
      default: "$request.header.x-api-key",
      oneOf: ["$context.authorizer.usageIdentifierKey", "$request.header.x-api-key"],
    }),
    description: string(),
    disableExecuteApiEndpoint: boolean(),
    ipAddressType: string({ computed: true, oneOf: ["ipv4", "dualstack"] }),
    name: string({ autoname: { maxLength: 128 } }),
    protocolType: string({ required: true, forceNew: true, oneOf: ["HTTP", "WEBSOCKET"] }),
    routeSelectionExpression: string({ default: "$request.method $request.path" }),
    version: string(),
  },
  outputs: { ...tagsAllOutput, apiEndpoint: {}, arn: {}, executionArn: {} },
  unsupported: ["body", "corsConfiguration", "credentialsArn", "failOnWarnings", "routeKey", "target"],
  plan: planRegionAndTags,

  async create(aws, inputs) {
    const gateway = await aws.apiGateway(inputs.region);
    const { ApiId = "" } = await gateway.createApi({
      ApiKeySelectionExpression: inputs.apiKeySelectionExpression,
      Description: inputs.description,
      DisableExecuteApiEndpoint: inputs.disableExecuteApiEndpoint,
      IpAddressType: inputs.ipAddressType as "ipv4" | undefined,
      Name: inputs.name,
      ProtocolType: inputs.protocolType as "HTTP",
      RouteSelectionExpression: inputs.routeSelectionExpression,
      Tags: allTags(inputs, aws),
      Version: inputs.version,
    });
    return { id: ApiId };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const gateway = await aws.apiGateway(region);
    const api = await unlessMissing(gateway.getApi({ ApiId: id }), "NotFoundException");
    if (api === undefined) return undefined;
    return {
      ...viewTags(api.Tags, aws, known.tags),
      apiEndpoint: api.ApiEndpoint,
      apiKeySelectionExpression: api.ApiKeySelectionExpression,
      arn: arnOf(region, id),
      description: api.Description,
      disableExecuteApiEndpoint: api.DisableExecuteApiEndpoint ?? false,
      executionArn: await executionArn(aws, region, id),
      ipAddressType: api.IpAddressType,
      name: api.Name,
      protocolType: api.ProtocolType,
      region,
      routeSelectionExpression: api.RouteSelectionExpression,
      version: api.Version,
    };
  },

  async update(aws, id, { inputs, old }) {
    const gateway = await aws.apiGateway(inputs.region);
    await gateway.updateApi({
      ApiId: id,
      ApiKeySelectionExpression: inputs.apiKeySelectionExpression,
      Description: inputs.description ?? "",
      DisableExecuteApiEndpoint: inputs.disableExecuteApiEndpoint ?? false,
      IpAddressType: inputs.ipAddressType as "ipv4" | undefined,
      Name: inputs.name,
      RouteSelectionExpression: inputs.routeSelectionExpression,
      Version: inputs.version ?? "",
    });
    await retag(aws, arnOf(inputs.region ?? aws.region, id), inputs, old);
    return undefined;
  },

  async delete(aws, id, { region }) {
    const gateway = await aws.apiGateway(region);
    await unlessMissing(gateway.deleteApi({ ApiId: id }), "NotFoundException");
  },
});

/** Sets the tags of an API or a stage. */
export async function retag(
  aws: AwsClient,
  arn: string,
  inputs: { readonly region?: string; readonly tags?: Readonly<Record<string, string>> },
  old: Readonly<Record<string, unknown>>,
): Promise<void> {
  const gateway = await aws.apiGateway(inputs.region);
  const { set, remove } = changeOfTags(old, inputs, aws);
  if (remove.length > 0) await gateway.untagResource({ ResourceArn: arn, TagKeys: remove });
  if (Object.keys(set).length > 0) await gateway.tagResource({ ResourceArn: arn, Tags: set });
}

export async function executionArn(aws: AwsClient, region: string, apiId: string): Promise<string> {
  const { account } = await aws.caller();
  return `arn:${partitionOf(region)}:execute-api:${region}:${account}:${apiId}`;
}

export function arnOf(region: string, apiId: string): string {
  return `arn:${partitionOf(region)}:apigateway:${region}::/apis/${apiId}`;
}
