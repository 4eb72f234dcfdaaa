import { type Exchange, type LogValues, sourceIp } from "./Exchange.ts";
import { requestTime } from "./requestEvent.ts";

/**
 * What is known of a request as soon as its route is: `$context` variables without `$context.` (API Gateway developer
 * guide, "Customize HTTP API access logs").
 */
export function contextVariables(exchange: Exchange, routeKey: string): LogValues {
  const { request, account, api, stage, requestId, receivedAt, path } = exchange;
  return {
    accountId: account.id,
    apiId: api.apiId,
    domainName: request.url.host,
    domainPrefix: request.url.host.split(".", 1)[0] ?? "",
    extendedRequestId: requestId,
    httpMethod: request.method,
    "identity.sourceIp": sourceIp,
    "identity.userAgent": request.headers["user-agent"] ?? "",
    path,
    protocol: "HTTP/1.1",
    requestId,
    requestTime: requestTime(receivedAt),
    requestTimeEpoch: String(receivedAt.getTime()),
    routeKey,
    stage: stage.stageName,
  };
}
