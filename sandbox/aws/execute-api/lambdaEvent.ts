import type { AuthorizerContext } from "../../../trust/gateway/authorizerContext.ts";
import { type RoutedExchange, sourceIp } from "./Exchange.ts";
import { hopHeaders } from "./hopHeaders.ts";
import { traceId } from "./traceId.ts";

/** What a Lambda function is invoked with in payload format 2.0; members without a value are left out. */
export interface LambdaEvent {
  readonly version: "2.0";
  readonly routeKey: string;
  /** Percent-decoded, as third parties saw it. */
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly stageVariables?: Readonly<Record<string, string>>;
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
  const { request, account, api, stage, route, requestId, receivedAt } = exchange;
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(Object.entries(others).filter(([name]) => !hopHeaders.has(name)));
  const host = request.url.host;
  const path = decodePath(exchange.path);
  const query = queryParameters(request.url.searchParams);
  const isText = request.body.length === 0 || textType.test(headers["content-type"] ?? "");
  return {
    version: "2.0",
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString: request.target.includes("?") ? request.target.slice(request.target.indexOf("?") + 1) : "",
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/).filter((one) => one !== "") }),
    headers: {
      "content-length": String(request.body.length),
      ...headers,
      host,
      "x-amzn-trace-id": traceId(receivedAt),
      "x-forwarded-for": sourceIp,
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
    },
    ...nonEmpty("queryStringParameters", query),
    requestContext: {
      accountId: account.id,
      apiId: api.apiId,
      ...(authorizer === undefined ? {} : { authorizer }),
      domainName: host,
      domainPrefix: host.split(".", 1)[0],
      http: {
        method: request.method,
        path,
        protocol: "HTTP/1.1",
        sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId,
      routeKey: route.routeKey,
      stage: stage.stageName,
      time: requestTime(receivedAt),
      timeEpoch: receivedAt.getTime(),
    },
    ...nonEmpty("pathParameters", exchange.pathParameters),
    ...nonEmpty("stageVariables", stage.stageVariables),
    ...(request.body.length === 0 ? {} : { body: request.body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: !isText,
  };
}

/** In the common log format: `12/Mar/2020:19:03:58 +0000`. */
export function requestTime(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function queryParameters(search: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(search.keys())].map((name) => [name, search.getAll(name).join(",")]));
}

function nonEmpty<Name extends string>(
  name: Name,
  values: Readonly<Record<string, string>>,
): Partial<Record<Name, Readonly<Record<string, string>>>> {
  return Object.keys(values).length === 0 ? {} : ({ [name]: values } as Partial<Record<Name, typeof values>>);
}
