import type { AuthorizerContext } from "../../../trust/gateway/authorizerContext.ts";
import type { RoutedExchange } from "./Exchange.ts";
import { type RequestEvent, requestEvent } from "./requestEvent.ts";

/** What a backend's function is invoked with in payload format 2.0. */
export interface LambdaEvent extends RequestEvent {
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** Bodies of other types are passed on in base64; which types AWS takes for text is only partly documented. */
const textType = /^(?:text\/|application\/(?:json|javascript|xml)\b|application\/[\w.-]+\+(?:json|xml)\b)/i;

/**
 * The event for a request (API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs", format 2.0).
 * @param authorizer absent on a route without an authorizer
 */
export function lambdaEvent(exchange: RoutedExchange, authorizer: AuthorizerContext | undefined): LambdaEvent {
  const { body } = exchange.request;
  const event = requestEvent(exchange);
  const isText = body.length === 0 || textType.test(event.headers["content-type"] ?? "");
  return {
    ...event,
    requestContext: { ...event.requestContext, ...(authorizer === undefined ? {} : { authorizer }) },
    ...(body.length === 0 ? {} : { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: !isText,
  };
}
