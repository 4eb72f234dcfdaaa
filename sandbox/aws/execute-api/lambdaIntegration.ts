import type { AuthorizerContext } from "../../../trust/gateway/authorizerContext.ts";
import type { Integration } from "../apigatewayv2/HttpApi.ts";
import { integrationFunction } from "../apigatewayv2/integrationFunction.ts";
import { findFunction } from "../lambda/lookup.ts";
import type { LambdaRuntime } from "../lambda/LambdaRuntime.ts";
import { mayInvoke } from "../lambda/permissions.ts";
import { payloadBytes } from "../lambda/invoke.ts";
import type { Answer, RoutedExchange } from "./Exchange.ts";
import { gatewayAnswer, integrationFailure } from "./gatewayAnswer.ts";
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
  const { account } = exchange;
  const named = integrationFunction(integration.integrationUri);
  const found = named?.accountId === account.id && findFunction(account, named.region, named.name, named.qualifier);
  const source = { arn: executionArn(exchange), accountId: account.id };
  if (!found || !mayInvoke(found.fn, "apigateway.amazonaws.com", source)) {
    return integrationFailure(
      "The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again.",
    );
  }
  const payload = JSON.stringify(lambdaEvent(exchange, authorizer));
  if (Buffer.byteLength(payload) > payloadBytes) return gatewayAnswer(413, "Request Entity Too Large");
  const { promise: late, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), integration.timeoutInMillis);
  try {
    const invocation = await Promise.race([runtime.invoke(named.region, found, payload), late]);
    if (invocation === "late") return integrationFailure("Endpoint request timed out", 503);
    const log = {
      "integration.integrationStatus": "200",
      integrationStatus: "200",
      "integration.requestId": invocation.requestId,
    };
    if (invocation.functionError) {
      const failure = integrationFailure(functionError(invocation.payload));
      return { ...failure, log: { ...failure.log, ...log } };
    }
    const response = lambdaResponse(invocation.payload);
    if (!response) return integrationFailure("The response received from Lambda is malformed");
    return { response, log: { ...log, "integration.status": String(response.status) } };
  } finally {
    clearTimeout(timer);
  }
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

function functionError(payload: string): string {
  const { errorMessage } = JSON.parse(payload) as { errorMessage: string };
  return `The Lambda function returned the following error: ${errorMessage}. Check your Lambda function code and try again.`;
}
