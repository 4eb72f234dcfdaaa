import type { Authorizer } from "../apigatewayv2/HttpApi.ts";
import type { AwsAccount } from "../AwsAccount.ts";
import type { LambdaRuntime } from "../lambda/LambdaRuntime.ts";
import type { Authorization } from "./authorize.ts";
import { AuthorizerResultCache } from "./AuthorizerResultCache.ts";
import type { LogValues, RoutedExchange } from "./Exchange.ts";
import { gatewayAnswer } from "./gatewayAnswer.ts";
import { readIdentitySource } from "./identitySource.ts";
import { describeFunctionError, invokeFunction } from "./invokeFunction.ts";
import { requestEvent } from "./requestEvent.ts";
import { type SimpleResponse, simpleResponse } from "./simpleResponse.ts";

/** API Gateway waits so long for a Lambda authorizer (developer guide, quotas of HTTP APIs). */
const timeoutMilliseconds = 10_000;

/** What went wrong, as `$context.authorizer.error` says it. */
class AuthorizerFailure {
  readonly error: string;

  constructor(error: string) {
    this.error = error;
  }
}

/**
 * The Lambda authorizers of the account's APIs, with payload format 2.0 and simple responses (API Gateway developer guide,
 * "Control access to HTTP APIs with AWS Lambda authorizers"). The texts for a missing permission and for a malformed
 * answer are those that third parties recorded; those for a failed function and one that takes too long are ours. Whether
 * AWS sends `www-authenticate` with these refusals is not known: here it is left out.
 */
export class LambdaAuthorizers {
  readonly #account: AwsAccount;
  readonly #runtime: LambdaRuntime;
  readonly #cache = new AuthorizerResultCache();

  constructor(account: AwsAccount, runtime: LambdaRuntime) {
    this.#account = account;
    this.#runtime = runtime;
  }

  /** A request that lacks an identity source is refused without asking the function. */
  async authorize(exchange: RoutedExchange, authorizer: Authorizer): Promise<Authorization> {
    const sources = (authorizer.identitySource ?? []).map((source) => readIdentitySource(exchange, source));
    const values = sources.filter((value) => value !== undefined);
    if (values.length < sources.length) {
      return { kind: "refused", answer: gatewayAnswer(401, "Unauthorized", { responseType: "UNAUTHORIZED" }) };
    }
    const answer = await this.#answer(exchange, authorizer, values);
    if (answer instanceof AuthorizerFailure) {
      const options = { responseType: "AUTHORIZER_FAILURE", log: { "authorizer.error": answer.error } };
      return { kind: "refused", answer: gatewayAnswer(500, "Internal Server Error", options) };
    }
    const log = logValues(answer);
    if (answer.isAuthorized) return { kind: "admitted", context: { lambda: answer.context ?? null }, log };
    return { kind: "refused", answer: gatewayAnswer(403, "Forbidden", { responseType: "ACCESS_DENIED", log }) };
  }

  /**
   * An answer that is kept counts for every route that uses the authorizer, unless the route is among the identity
   * sources: so it is on AWS. Failures are not kept.
   */
  async #answer(
    exchange: RoutedExchange,
    authorizer: Authorizer,
    values: readonly string[],
  ): Promise<SimpleResponse | AuthorizerFailure> {
    const { region, api, stage, receivedAt } = exchange;
    const key = JSON.stringify([region, api.apiId, stage.stageName, authorizer.authorizerId, ...values]);
    const known = this.#cache.get(key, receivedAt.getTime());
    if (known) return known;
    const answer = await this.#ask(exchange, authorizer, values);
    const keptSeconds = authorizer.authorizerResultTtlInSeconds ?? 0;
    if (keptSeconds > 0 && !(answer instanceof AuthorizerFailure)) {
      this.#cache.set(key, answer, receivedAt.getTime() + keptSeconds * 1000);
    }
    return answer;
  }

  async #ask(
    exchange: RoutedExchange,
    { authorizerId, authorizerUri = "" }: Authorizer,
    values: readonly string[],
  ): Promise<SimpleResponse | AuthorizerFailure> {
    const executionArn = `arn:aws:execute-api:${exchange.region}:${this.#account.id}:${exchange.api.apiId}`;
    const { outcome, invocation } = await invokeFunction(this.#runtime, this.#account, {
      uri: authorizerUri,
      sourceArn: `${executionArn}/authorizers/${authorizerId}`,
      payload: JSON.stringify(authorizerEvent(exchange, executionArn, values)),
      timeoutMilliseconds,
    });
    if (outcome === "forbidden") {
      return new AuthorizerFailure(
        "The IAM role configured on the authorizer or API Gateway doesn't have permissions to call the authorizer. Check the permissions and try again.",
      );
    }
    if (outcome === "late") return new AuthorizerFailure("Authorizer request timed out");
    if (outcome === "too-large") return new AuthorizerFailure("The request is too large for the Lambda Authorizer");
    const { functionError, payload } = invocation;
    if (functionError) {
      return new AuthorizerFailure(`The Lambda Authorizer function ${describeFunctionError(payload)}`);
    }
    return (
      simpleResponse(payload) ??
      new AuthorizerFailure(
        "The response from the Lambda Authorizer function doesn't match the format that API Gateway expects. Simple response did not include 'isAuthorized'",
      )
    );
  }
}

/** That the ARN names the request's own path, not the route's with its variables, is inferred from the guide's example. */
function authorizerEvent(exchange: RoutedExchange, executionArn: string, identitySource: readonly string[]): object {
  const { request, stage, resourcePath } = exchange;
  return {
    ...requestEvent(exchange),
    type: "REQUEST",
    routeArn: `${executionArn}/${stage.stageName}/${request.method}${resourcePath}`,
    identitySource,
  };
}

/** `$context.authorizer.{key}`: numbers and booleans as texts; what AWS writes for lists and maps is not documented. */
function logValues({ context = {} }: SimpleResponse): LogValues {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      `authorizer.${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
