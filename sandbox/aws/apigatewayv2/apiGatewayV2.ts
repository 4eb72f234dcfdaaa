import { OperationTable } from "../../http/OperationTable.ts";
import type { AwsService } from "../AwsService.ts";
import { type RestCall, restJsonService } from "../protocol/restJson.ts";
import { createApi, deleteApi, getApi, getApis, updateApi } from "./apis.ts";
import { createAuthorizer, deleteAuthorizer, getAuthorizer, getAuthorizers, updateAuthorizer } from "./authorizers.ts";
import { createDeployment, deleteDeployment, getDeployment, getDeployments, updateDeployment } from "./deployments.ts";
import {
  createIntegration,
  deleteIntegration,
  getIntegration,
  getIntegrations,
  updateIntegration,
} from "./integrations.ts";
import { apiGatewayRights } from "./rights.ts";
import { createRoute, deleteRoute, getRoute, getRoutes, updateRoute } from "./routes.ts";
import {
  createStage,
  deleteAccessLogSettings,
  deleteRouteSettings,
  deleteStage,
  getStage,
  getStages,
  updateStage,
} from "./stages.ts";
import { getTags, tagResource, untagResource } from "./tags.ts";

/** API Gateway's management API for HTTP APIs (API reference, "Amazon API Gateway Version 2"). */
export function apiGatewayV2(): AwsService {
  const table = new OperationTable<RestCall>()
    .on("POST", "/v2/apis", "CreateApi", createApi)
    .on("GET", "/v2/apis", "GetApis", getApis)
    .on("GET", "/v2/apis/:apiId", "GetApi", getApi)
    .on("PATCH", "/v2/apis/:apiId", "UpdateApi", updateApi)
    .on("DELETE", "/v2/apis/:apiId", "DeleteApi", deleteApi)
    .on("POST", "/v2/apis/:apiId/authorizers", "CreateAuthorizer", createAuthorizer)
    .on("GET", "/v2/apis/:apiId/authorizers", "GetAuthorizers", getAuthorizers)
    .on("GET", "/v2/apis/:apiId/authorizers/:authorizerId", "GetAuthorizer", getAuthorizer)
    .on("PATCH", "/v2/apis/:apiId/authorizers/:authorizerId", "UpdateAuthorizer", updateAuthorizer)
    .on("DELETE", "/v2/apis/:apiId/authorizers/:authorizerId", "DeleteAuthorizer", deleteAuthorizer)
    .on("POST", "/v2/apis/:apiId/integrations", "CreateIntegration", createIntegration)
    .on("GET", "/v2/apis/:apiId/integrations", "GetIntegrations", getIntegrations)
    .on("GET", "/v2/apis/:apiId/integrations/:integrationId", "GetIntegration", getIntegration)
    .on("PATCH", "/v2/apis/:apiId/integrations/:integrationId", "UpdateIntegration", updateIntegration)
    .on("DELETE", "/v2/apis/:apiId/integrations/:integrationId", "DeleteIntegration", deleteIntegration)
    .on("POST", "/v2/apis/:apiId/routes", "CreateRoute", createRoute)
    .on("GET", "/v2/apis/:apiId/routes", "GetRoutes", getRoutes)
    .on("GET", "/v2/apis/:apiId/routes/:routeId", "GetRoute", getRoute)
    .on("PATCH", "/v2/apis/:apiId/routes/:routeId", "UpdateRoute", updateRoute)
    .on("DELETE", "/v2/apis/:apiId/routes/:routeId", "DeleteRoute", deleteRoute)
    .on("POST", "/v2/apis/:apiId/stages", "CreateStage", createStage)
    .on("GET", "/v2/apis/:apiId/stages", "GetStages", getStages)
    .on("GET", "/v2/apis/:apiId/stages/:stageName", "GetStage", getStage)
    .on("PATCH", "/v2/apis/:apiId/stages/:stageName", "UpdateStage", updateStage)
    .on("DELETE", "/v2/apis/:apiId/stages/:stageName", "DeleteStage", deleteStage)
    .on(
      "DELETE",
      "/v2/apis/:apiId/stages/:stageName/accesslogsettings",
      "DeleteAccessLogSettings",
      deleteAccessLogSettings,
    )
    .on(
      "DELETE",
      "/v2/apis/:apiId/stages/:stageName/routesettings/:routeKey",
      "DeleteRouteSettings",
      deleteRouteSettings,
    )
    .on("POST", "/v2/apis/:apiId/deployments", "CreateDeployment", createDeployment)
    .on("GET", "/v2/apis/:apiId/deployments", "GetDeployments", getDeployments)
    .on("GET", "/v2/apis/:apiId/deployments/:deploymentId", "GetDeployment", getDeployment)
    .on("PATCH", "/v2/apis/:apiId/deployments/:deploymentId", "UpdateDeployment", updateDeployment)
    .on("DELETE", "/v2/apis/:apiId/deployments/:deploymentId", "DeleteDeployment", deleteDeployment)
    .on("GET", "/v2/tags/:resourceArn", "GetTags", getTags)
    .on("POST", "/v2/tags/:resourceArn", "TagResource", tagResource)
    .on("DELETE", "/v2/tags/:resourceArn", "UntagResource", untagResource);
  return restJsonService({
    signingName: "apigateway",
    table,
    throttling: [429, "TooManyRequestsException", "Too Many Requests"],
    rights: apiGatewayRights,
    errorBody: (error) => ({ message: error.message }),
  });
}
