import { integer, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { planRegion, regionInput } from "./regional.ts";

const inputs = {
  ...regionInput,
  apiId: string({ required: true, forceNew: true }),
  connectionType: string({ default: "INTERNET", oneOf: ["INTERNET"] }),
  description: string(),
  integrationMethod: string({ computed: true }),
  integrationType: string({
    required: true,
    forceNew: true,
    oneOf: ["AWS", "HTTP", "MOCK", "HTTP_PROXY", "AWS_PROXY"],
  }),
  integrationUri: string(),
  // HTTP APIs do not have one, and AWS then returns none.
  passthroughBehavior: string({
    default: "WHEN_NO_MATCH",
    oneOf: ["WHEN_NO_MATCH", "NEVER", "WHEN_NO_TEMPLATES"],
    unreturned: true,
  }),
  payloadFormatVersion: string({ default: "1.0", oneOf: ["1.0", "2.0"] }),
  timeoutMilliseconds: integer({ computed: true, between: [50, 30000] }),
};

type Inputs = ValuesOf<typeof inputs>;

/** `aws:apigatewayv2/integration:Integration` (hashicorp/terraform-provider-aws, aws_apigatewayv2_integration). */
export const apiGatewayIntegration = defineResource<AwsClient>()({
  type: "aws:apigatewayv2/integration:Integration",
  inputs,
  outputs: { integrationResponseSelectionExpression: {} },
  unsupported: [
    "connectionId",
    "contentHandlingStrategy",
    "credentialsArn",
    "integrationSubtype",
    "requestParameters",
    "requestTemplates",
    "responseParameters",
    "templateSelectionExpression",
    "tlsConfig",
  ],
  importedWith: ["apiId"],
  plan: planRegion,

  async create(aws, inputs) {
    const gateway = await aws.apiGateway(inputs.region);
    const { IntegrationId = "" } = await gateway.createIntegration(requestOf(inputs));
    return { id: IntegrationId };
  },

  async read(aws, id, { apiId = "", region }) {
    const gateway = await aws.apiGateway(region);
    const found = await unlessMissing(gateway.getIntegration({ ApiId: apiId, IntegrationId: id }), "NotFoundException");
    return (
      found && {
        apiId,
        connectionType: found.ConnectionType,
        description: found.Description,
        integrationMethod: found.IntegrationMethod,
        integrationResponseSelectionExpression: found.IntegrationResponseSelectionExpression ?? "",
        integrationType: found.IntegrationType,
        integrationUri: found.IntegrationUri,
        passthroughBehavior: found.PassthroughBehavior,
        payloadFormatVersion: found.PayloadFormatVersion,
        region: region ?? aws.region,
        timeoutMilliseconds: found.TimeoutInMillis,
      }
    );
  },

  async update(aws, id, { inputs, has }) {
    const gateway = await aws.apiGateway(inputs.region);
    await gateway.updateIntegration({
      ...requestOf(inputs),
      IntegrationId: id,
      ...(has("description") && { Description: inputs.description ?? "" }),
    });
    return undefined;
  },

  async delete(aws, id, { apiId = "", region }) {
    const gateway = await aws.apiGateway(region);
    await unlessMissing(gateway.deleteIntegration({ ApiId: apiId, IntegrationId: id }), "NotFoundException");
  },
});

function requestOf(inputs: Inputs) {
  return {
    ApiId: inputs.apiId,
    ConnectionType: inputs.connectionType as "INTERNET",
    Description: inputs.description,
    IntegrationMethod: inputs.integrationMethod,
    IntegrationType: inputs.integrationType as "AWS_PROXY",
    IntegrationUri: inputs.integrationUri,
    // WHEN_NO_MATCH is what AWS takes unasked; HTTP APIs know no other.
    ...(inputs.passthroughBehavior !== "WHEN_NO_MATCH" && {
      PassthroughBehavior: inputs.passthroughBehavior as "NEVER",
    }),
    PayloadFormatVersion: inputs.payloadFormatVersion,
    TimeoutInMillis: inputs.timeoutMilliseconds,
  };
}
