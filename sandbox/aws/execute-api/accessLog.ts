import { accessLogGroup } from "../apigatewayv2/accessLogs.ts";
import { fillAccessLogFormat } from "../apigatewayv2/accessLogFormat.ts";
import { findGroup, writeLines } from "../logs/appendEvents.ts";
import { type Answer, type Exchange, type LogValues, sourceIp } from "./Exchange.ts";
import { requestTime } from "./lambdaEvent.ts";

/** What is known of a request when it has been answered. */
export interface AnsweredRequest {
  readonly exchange: Exchange;
  readonly routeKey: string | undefined;
  /** Of an admitted token. */
  readonly claims: LogValues;
  readonly answer: Answer;
  /** In milliseconds. */
  readonly latency: number;
}

/**
 * Writes a request to the access log of its stage, in the stage's format. Without a log group nothing is written. No
 * variable of a format can hold a token.
 */
export function writeAccessLog(answered: AnsweredRequest): void {
  const { account, stage, requestId } = answered.exchange;
  const settings = stage.accessLogSettings;
  const destination = settings && accessLogGroup(settings);
  const group = destination && findGroup(account, destination.region, destination.name);
  if (!settings || !group) return;
  const line = fillAccessLogFormat(settings.format, logValues(answered));
  // A stream for each day: AWS has some of its own naming.
  const stream = `${answered.exchange.api.apiId}-${account.now().toISOString().slice(0, 10)}`;
  writeLines(account, group, stream, [line === "" ? requestId : line]);
}

function logValues({ exchange, routeKey, claims, answer, latency }: AnsweredRequest): Map<string, string> {
  const { request, account, api, stage, requestId, receivedAt, path } = exchange;
  const length = Buffer.byteLength(answer.response.body ?? "");
  return new Map(
    Object.entries({
      accountId: account.id,
      apiId: api.apiId,
      dataProcessed: String(request.body.length + length),
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
      responseLatency: String(latency),
      responseLength: String(length),
      routeKey: routeKey ?? "",
      stage: stage.stageName,
      status: String(answer.response.status),
      ...answer.log,
      ...Object.fromEntries(Object.entries(claims).map(([name, value]) => [`authorizer.claims.${name}`, value])),
    }),
  );
}
