import { type RoutedExchange, sourceIp } from "./Exchange.ts";
import { hopHeaders } from "./hopHeaders.ts";
import { traceId } from "./traceId.ts";

/** What payload format 2.0 tells every Lambda function of a request; members without a value are left out. */
export interface RequestEvent {
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
}

/** The part that a backend's event and an authorizer's event have in common. */
export function requestEvent(exchange: RoutedExchange): RequestEvent {
  const { request, account, api, stage, route, requestId, receivedAt } = exchange;
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(Object.entries(others).filter(([name]) => !hopHeaders.has(name)));
  const host = request.url.host;
  const path = decodePath(exchange.path);
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
    ...nonEmpty("queryStringParameters", queryParameters(request.url.searchParams)),
    requestContext: {
      accountId: account.id,
      apiId: api.apiId,
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
