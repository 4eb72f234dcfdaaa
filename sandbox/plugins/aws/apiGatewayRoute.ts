import { boolean, set, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { planRegion, regionInput } from "./regional.ts";

const inputs = {
  ...regionInput,
  apiId: string({ required: true, forceNew: true }),
  apiKeyRequired: boolean({ default: false }),
  authorizationScopes: set(string()),
  authorizationType: string({ default: "NONE", oneOf: ["NONE", "AWS_IAM", "CUSTOM", "JWT"] }),
  authorizerId: string(),
  operationName: string(),
  routeKey: string({ required: true }),
  target: string(),
};

type Inputs = ValuesOf<typeof inputs>;

/** `aws:apigatewayv2/route:Route` (hashicorp/terraform-provider-aws, aws_apigatewayv2_route). */
export const apiGatewayRoute = defineResource<AwsClient>()({
  type: "aws:apigatewayv2/route:Route",
  inputs,
  outputs: {},
  unsupported: ["modelSelectionExpression", "requestModels", "requestParameters", "routeResponseSelectionExpression"],
  importedWith: ["apiId"],
  plan: planRegion,

  async create(aws, inputs) {
    const gateway = await aws.apiGateway(inputs.region);
    const { RouteId = "" } = await gateway.createRoute(requestOf(inputs));
    return { id: RouteId };
  },

  async read(aws, id, { apiId = "", region }) {
    const gateway = await aws.apiGateway(region);
    const route = await unlessMissing(gateway.getRoute({ ApiId: apiId, RouteId: id }), "NotFoundException");
    return (
      route && {
        apiId,
        apiKeyRequired: route.ApiKeyRequired ?? false,
        authorizationScopes: route.AuthorizationScopes,
        authorizationType: route.AuthorizationType,
        authorizerId: route.AuthorizerId,
        operationName: route.OperationName,
        region: region ?? aws.region,
        routeKey: route.RouteKey,
        target: route.Target,
      }
    );
  },

  async update(aws, id, { inputs, has }) {
    const gateway = await aws.apiGateway(inputs.region);
    await gateway.updateRoute({
      ...requestOf(inputs),
      RouteId: id,
      // An empty text unsets; sent unasked, AWS refuses it on a route that never had an authorizer.
      ...(has("authorizerId") && { AuthorizerId: inputs.authorizerId ?? "" }),
      ...(has("operationName") && { OperationName: inputs.operationName ?? "" }),
      ...(has("target") && { Target: inputs.target ?? "" }),
    });
    return undefined;
  },

  async delete(aws, id, { apiId = "", region }) {
    const gateway = await aws.apiGateway(region);
    await unlessMissing(gateway.deleteRoute({ ApiId: apiId, RouteId: id }), "NotFoundException");
  },
});

function requestOf(inputs: Inputs) {
  return {
    ApiId: inputs.apiId,
    ApiKeyRequired: inputs.apiKeyRequired,
    AuthorizationScopes: [...(inputs.authorizationScopes ?? [])],
    AuthorizationType: inputs.authorizationType as "NONE",
    AuthorizerId: inputs.authorizerId,
    OperationName: inputs.operationName,
    RouteKey: inputs.routeKey,
    Target: inputs.target,
  };
}
