import { allPages } from "../../vendors/aws/allPages.ts";
import type { Candidate, Finder } from "../Finder.ts";

/** How hashicorp/terraform-provider-aws imports the types of API Gateway: `apiId/id`. */
export const apiGatewayFinders: Readonly<Record<string, Finder>> = {
  "aws:apigatewayv2/api:Api": async ({ text }, vendors) => {
    const { apiGateway } = await vendors.aws();
    const all = await allPages(
      (page) => apiGateway.getApis(page),
      ({ Items }) => Items,
    );
    return all.filter(({ Name }) => Name === text("name")).map(({ ApiId = "" }) => ({ importId: ApiId }));
  },
  "aws:apigatewayv2/authorizer:Authorizer": async ({ text, ref }, vendors) => {
    const { apiGateway } = await vendors.aws();
    const ApiId = await ref("apiId");
    const all = await allPages(
      (page) => apiGateway.getAuthorizers({ ApiId, ...page }),
      ({ Items }) => Items,
    );
    return all.filter(({ Name }) => Name === text("name")).map(({ AuthorizerId }) => below(ApiId, AuthorizerId));
  },
  "aws:apigatewayv2/integration:Integration": async ({ resource, text, ref }, vendors) => {
    const { apiGateway } = await vendors.aws();
    const ApiId = await ref("apiId");
    const uri = text("integrationUri");
    const functionName = uri === undefined ? await ref("integrationUri", "functionName") : "";
    const method = resource.inputs["integrationMethod"];
    const isWanted = (found = ""): boolean => (uri === undefined ? calls(found, functionName) : found === uri);
    const all = await allPages(
      (page) => apiGateway.getIntegrations({ ApiId, ...page }),
      ({ Items }) => Items,
    );
    return all
      .filter((one) => isWanted(one.IntegrationUri) && (method === undefined || one.IntegrationMethod === method))
      .map(({ IntegrationId }) => below(ApiId, IntegrationId));
  },
  "aws:apigatewayv2/route:Route": async ({ text, ref }, vendors) => {
    const { apiGateway } = await vendors.aws();
    const ApiId = await ref("apiId");
    const all = await allPages(
      (page) => apiGateway.getRoutes({ ApiId, ...page }),
      ({ Items }) => Items,
    );
    return all.filter(({ RouteKey }) => RouteKey === text("routeKey")).map(({ RouteId }) => below(ApiId, RouteId));
  },
  "aws:apigatewayv2/stage:Stage": async ({ text, ref }, vendors) => {
    const { apiGateway } = await vendors.aws();
    const ApiId = await ref("apiId");
    const all = await allPages(
      (page) => apiGateway.getStages({ ApiId, ...page }),
      ({ Items }) => Items,
    );
    return all.filter(({ StageName }) => StageName === text("name")).map(({ StageName }) => below(ApiId, StageName));
  },
};

function below(apiId: string, id = ""): Candidate {
  return { importId: `${apiId}/${id}` };
}

/** The function's own ARN, one of its versions or aliases, or the one that API Gateway calls it by. */
function calls(uri: string, functionName: string): boolean {
  const [, rest = ""] = uri.split(":function:");
  return rest.split(/[:/]/)[0] === functionName;
}
