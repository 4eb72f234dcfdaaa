import { randomBytes } from "node:crypto";
import { selectRoute } from "../../../trust/gateway/selectRoute.ts";
import type { SandboxRequest, SandboxResponse } from "../../Vendor.ts";
import { deployedConfig } from "../apigatewayv2/deploy.ts";
import type { AwsAccount } from "../AwsAccount.ts";
import type { LambdaRuntime } from "../lambda/LambdaRuntime.ts";
import { writeAccessLog } from "./accessLog.ts";
import { authorize } from "./authorize.ts";
import type { Answer, Exchange, LogValues, RoutedExchange } from "./Exchange.ts";
import { gatewayAnswer, integrationFailure } from "./gatewayAnswer.ts";
import { httpIntegration } from "./httpIntegration.ts";
import { IssuerDocumentCache } from "./IssuerDocumentCache.ts";
import { LambdaAuthorizers } from "./LambdaAuthorizers.ts";
import { lambdaIntegration } from "./lambdaIntegration.ts";
import { requestTooLarge } from "./requestLimits.ts";
import { selectStage } from "./selectStage.ts";

/** Which API a host names: `{apiId}.execute-api.{region}.amazonaws.com`. */
export interface ApiEndpoint {
  readonly apiId: string;
  readonly region: string;
}

interface Outcome {
  readonly answer: Answer;
  /** What the access log can say of an admitted request's authorizer. */
  readonly authorizer?: LogValues;
}

/** API Gateway's data plane for HTTP APIs: what callers of the APIs meet. */
export class HttpApiGateway {
  readonly #account: AwsAccount;
  readonly #runtime: LambdaRuntime;
  readonly #documents: IssuerDocumentCache;
  readonly #lambdaAuthorizers: LambdaAuthorizers;

  constructor(account: AwsAccount, runtime: LambdaRuntime) {
    this.#account = account;
    this.#runtime = runtime;
    this.#documents = new IssuerDocumentCache(account);
    this.#lambdaAuthorizers = new LambdaAuthorizers(account, runtime);
  }

  async respond(request: SandboxRequest, endpoint: ApiEndpoint): Promise<SandboxResponse> {
    const started = Date.now();
    const requestId = randomBytes(11).toString("base64").slice(0, 15) + "=";
    const withId = ({ response }: Answer): SandboxResponse => ({
      ...response,
      headers: { ...response.headers, "apigw-requestid": requestId },
    });
    const tooLarge = requestTooLarge(request);
    if (tooLarge) return withId(tooLarge);
    const exchange = this.#open(request, endpoint, requestId);
    if ("response" in exchange) return withId(exchange);
    const selected = selectRoute(
      exchange.config.routes,
      ({ routeKey }) => routeKey,
      request.method,
      exchange.resourcePath,
    );
    const { answer, authorizer = {} } = selected
      ? await this.#serve({ ...exchange, ...selected })
      : { answer: gatewayAnswer(404, "Not Found") };
    const latency = Date.now() - started;
    writeAccessLog({ exchange, routeKey: selected?.route.routeKey, authorizer, answer, latency });
    return withId(answer);
  }

  /**
   * Finds the API, its stage and what is deployed there. Without a stage the answer is a 404 that no log tells of
   * (API Gateway developer guide, "Routing API requests"). For an API that does not exist AWS's front answers 403; that
   * its host name may not even resolve cannot be shown here.
   */
  #open(request: SandboxRequest, { apiId, region }: ApiEndpoint, requestId: string): Exchange | Answer {
    const account = this.#account;
    const api = account.region(region).apis.find((one) => one.apiId === apiId);
    if (!api) return gatewayAnswer(403, "Forbidden", { headers: { "x-amzn-errortype": "ForbiddenException" } });
    const path = request.target.split("?", 1)[0] ?? "/";
    const selected = api.disableExecuteApiEndpoint ? undefined : selectStage(api, path);
    const config = selected && deployedConfig(api, selected.stage);
    if (!selected || !config) return gatewayAnswer(404, "Not Found");
    return { request, account, region, api, config, requestId, receivedAt: account.now(), path, ...selected };
  }

  async #serve(exchange: RoutedExchange): Promise<Outcome> {
    const authorization = await authorize(exchange, this.#documents, this.#lambdaAuthorizers);
    if (authorization.kind === "refused") return authorization;
    const { context, log: authorizer } = authorization;
    const { target } = exchange.route;
    const integration = exchange.config.integrations.find((one) => `integrations/${one.integrationId}` === target);
    if (!integration) return { authorizer, answer: integrationFailure("No integration is configured for this route") };
    const answer =
      integration.integrationType === "AWS_PROXY"
        ? await lambdaIntegration(exchange, integration, context, this.#runtime)
        : await httpIntegration(exchange, integration);
    return { authorizer, answer };
  }
}
