import { boolean, integer, object, set, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { planRegion, regionInput } from "./regional.ts";

const inputs = {
  ...regionInput,
  apiId: string({ required: true, forceNew: true }),
  authorizerCredentialsArn: string(),
  authorizerPayloadFormatVersion: string({ oneOf: ["1.0", "2.0"] }),
  authorizerResultTtlInSeconds: integer({ computed: true, between: [0, 3600] }),
  authorizerType: string({ required: true, oneOf: ["JWT", "REQUEST"] }),
  authorizerUri: string(),
  enableSimpleResponses: boolean(),
  identitySources: set(string()),
  jwtConfiguration: object({ audiences: set(string()), issuer: string() }),
  name: string({ autoname: { maxLength: 128 } }),
};

type Inputs = ValuesOf<typeof inputs>;

/** `aws:apigatewayv2/authorizer:Authorizer` (hashicorp/terraform-provider-aws, aws_apigatewayv2_authorizer). */
export const apiGatewayAuthorizer = defineResource<AwsClient>()({
  type: "aws:apigatewayv2/authorizer:Authorizer",
  inputs,
  outputs: {},
  importedWith: ["apiId"],
  plan: planRegion,

  async create(aws, inputs) {
    const gateway = await aws.apiGateway(inputs.region);
    const { AuthorizerId = "" } = await gateway.createAuthorizer({
      ...requestOf(inputs),
      // Without a time to live AWS takes 300 s for a request authorizer with identity sources, and says 0.
      AuthorizerResultTtlInSeconds: inputs.authorizerResultTtlInSeconds ?? usualTtl(inputs),
    });
    return { id: AuthorizerId };
  },

  async read(aws, id, { apiId = "", region }) {
    const gateway = await aws.apiGateway(region);
    const found = await unlessMissing(gateway.getAuthorizer({ ApiId: apiId, AuthorizerId: id }), "NotFoundException");
    return (
      found && {
        apiId,
        authorizerCredentialsArn: found.AuthorizerCredentialsArn,
        authorizerPayloadFormatVersion: found.AuthorizerPayloadFormatVersion,
        authorizerResultTtlInSeconds: found.AuthorizerResultTtlInSeconds ?? 0,
        authorizerType: found.AuthorizerType,
        authorizerUri: found.AuthorizerUri,
        enableSimpleResponses: found.EnableSimpleResponses ?? false,
        identitySources: found.IdentitySource,
        jwtConfiguration: found.JwtConfiguration && {
          audiences: found.JwtConfiguration.Audience,
          issuer: found.JwtConfiguration.Issuer,
        },
        name: found.Name,
        region: region ?? aws.region,
      }
    );
  },

  async update(aws, id, { inputs }) {
    const gateway = await aws.apiGateway(inputs.region);
    await gateway.updateAuthorizer({ ...requestOf(inputs), AuthorizerId: id });
    return undefined;
  },

  async delete(aws, id, { apiId = "", region }) {
    const gateway = await aws.apiGateway(region);
    await unlessMissing(gateway.deleteAuthorizer({ ApiId: apiId, AuthorizerId: id }), "NotFoundException");
  },
});

function requestOf(inputs: Inputs) {
  const { jwtConfiguration } = inputs;
  return {
    ApiId: inputs.apiId,
    AuthorizerCredentialsArn: inputs.authorizerCredentialsArn,
    AuthorizerPayloadFormatVersion: inputs.authorizerPayloadFormatVersion,
    AuthorizerResultTtlInSeconds: inputs.authorizerResultTtlInSeconds,
    AuthorizerType: inputs.authorizerType as "JWT",
    AuthorizerUri: inputs.authorizerUri,
    EnableSimpleResponses: inputs.enableSimpleResponses,
    IdentitySource: [...(inputs.identitySources ?? [])],
    JwtConfiguration: jwtConfiguration && {
      Audience: [...(jwtConfiguration.audiences ?? [])],
      Issuer: jwtConfiguration.issuer,
    },
    Name: inputs.name,
  };
}

function usualTtl({ authorizerType, identitySources = [] }: Inputs) {
  return authorizerType === "REQUEST" && identitySources.length > 0 ? 300 : undefined;
}
