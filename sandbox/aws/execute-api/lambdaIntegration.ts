import type { AuthorizerContext } from "../../../trust/gateway/authorizerContext.ts";
import type { Integration } from "../apigatewayv2/HttpApi.ts";
import type { LambdaRuntime } from "../lambda/LambdaRuntime.ts";
import type { Answer, RoutedExchange } from "./Exchange.ts";
import { gatewayAnswer, integrationFailure } from "./gatewayAnswer.ts";
import { describeFunctionError, invokeFunction } from "./invokeFunction.ts";
import { lambdaEvent } from "./lambdaEvent.ts";
import { lambdaResponse } from "./lambdaResponse.ts";

/**
 * Invokes the function behind a route, if its resource policy lets this API do so: without, the caller gets a 500, as on
 * AWS. A function that takes longer than the integration's timeout is a 503.
 */
export async function lambdaIntegration(
  exchange: RoutedExchange,
  integration: Integration,
  authorizer: AuthorizerContext | undefined,
  runtime: LambdaRuntime,
): Promise<Answer> {
  const payload = JSON.stringify(lambdaEvent(exchange, authorizer));
  const { outcome, invocation } = await invokeFunction(runtime, exchange.account, {
    uri: integration.integrationUri,
    sourceArn: executionArn(exchange),
    payload,
    timeoutMilliseconds: integration.timeoutInMillis,
  });
  if (outcome === "forbidden") {
    return integrationFailure(
      "The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again.",
    );
  }
  if (outcome === "too-large") return gatewayAnswer(413, "Request Entity Too Large");
  if (outcome === "late") return integrationFailure("Endpoint request timed out", 503);
  const log = {
    "integration.integrationStatus": "200",
    integrationStatus: "200",
    "integration.requestId": invocation.requestId,
  };
  if (invocation.functionError) {
    const failure = integrationFailure(`The Lambda function ${describeFunctionError(invocation.payload)}`);
    return { ...failure, log: { ...failure.log, ...log } };
  }
  const response = lambdaResponse(invocation.payload);
  if (!response) return integrationFailure("The response received from Lambda is malformed");
  return { response, log: { ...log, "integration.status": String(response.status) } };
}

/**
 * What the function's policy is asked about: `{api}/{stage}/{method}{path of the route}`, variables as they stand in the
 * route's key; `$default` for that route. Permissions that consoles and aws-cdk write in this form work on AWS.
 */
function executionArn({ account, region, api, stage, route, request }: RoutedExchange): string {
  const prefix = `arn:aws:execute-api:${region}:${account.id}:${api.apiId}/${stage.stageName}`;
  const path = route.routeKey.split(" ")[1];
  return path === undefined ? `${prefix}/$default` : `${prefix}/${request.method}${path}`;
}
