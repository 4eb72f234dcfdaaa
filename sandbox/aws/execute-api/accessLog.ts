import { accessLogGroup } from "../apigatewayv2/accessLogs.ts";
import { fillAccessLogFormat } from "../apigatewayv2/accessLogFormat.ts";
import { findGroup, writeLines } from "../logs/appendEvents.ts";
import { contextVariables } from "./contextVariables.ts";
import type { Answer, Exchange, LogValues } from "./Exchange.ts";

/** What is known of a request when it has been answered. */
export interface AnsweredRequest {
  readonly exchange: Exchange;
  readonly routeKey: string | undefined;
  /** What the authorizer said of an admitted request: `authorizer.claims.iss`, `authorizer.{key}`. */
  readonly authorizer: LogValues;
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

function logValues({ exchange, routeKey, authorizer, answer, latency }: AnsweredRequest): Map<string, string> {
  const length = Buffer.byteLength(answer.response.body ?? "");
  return new Map(
    Object.entries({
      ...contextVariables(exchange, routeKey ?? ""),
      dataProcessed: String(exchange.request.body.length + length),
      responseLatency: String(latency),
      responseLength: String(length),
      status: String(answer.response.status),
      ...answer.log,
      ...authorizer,
    }),
  );
}
