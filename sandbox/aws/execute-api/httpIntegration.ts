import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { SandboxRequest, SandboxResponse } from "../../Vendor.ts";
import type { Integration } from "../apigatewayv2/HttpApi.ts";
import { type Answer, type RoutedExchange, sourceIp } from "./Exchange.ts";
import { integrationFailure } from "./gatewayAnswer.ts";
import { hopHeaders } from "./hopHeaders.ts";
import { standIn } from "./standIn.ts";
import { traceId } from "./traceId.ts";

/** The host and the length are those of the next hop. */
const notPassedOn: ReadonlySet<string> = new Set([...hopHeaders, "content-length", "host"]);

/**
 * Passes a request on to an HTTP backend, with the caller's headers, query and body. A host of the sandbox answers for
 * itself; for any other there is a stand-in, so that nothing leaves this machine.
 */
export async function httpIntegration(exchange: RoutedExchange, integration: Integration): Promise<Answer> {
  const url = backendUrl(exchange, integration);
  if (!url) return integrationFailure("Invalid endpoint address");
  const { request } = exchange;
  const passedOn: SandboxRequest = {
    method: integration.integrationMethod === "ANY" ? request.method : integration.integrationMethod,
    url,
    target: `${url.pathname}${url.search}`,
    headers: backendHeaders(exchange, url),
    body: request.body,
  };
  const response = await ask(exchange, passedOn);
  const status = String(response.status);
  return {
    response: { ...response, headers: endToEnd(response.headers ?? {}) },
    log: { "integration.status": status, integrationStatus: status },
  };
}

async function ask({ account }: RoutedExchange, request: SandboxRequest): Promise<SandboxResponse> {
  if (request.url.protocol !== "https:") return standIn(request);
  try {
    return await account.context.fetch(request);
  } catch (error) {
    if (error instanceof CrosstrustError && error.code === "VENDOR_UNREACHABLE") return standIn(request);
    throw error;
  }
}

/**
 * The backend's address: path variables of the route are filled into the integration's URI, and `$default` appends the
 * whole path (API Gateway developer guide, "Create HTTP proxy integrations" and "Working with the $default route").
 */
function backendUrl(exchange: RoutedExchange, { integrationUri }: Integration): URL | undefined {
  const { route, pathParameters, resourcePath, request } = exchange;
  const filled = integrationUri.replaceAll(/\{([\w.:-]+)\+?\}/g, (text, name: string) => {
    const value = Object.hasOwn(pathParameters, name) ? pathParameters[name] : undefined;
    return value === undefined ? text : value.split("/").map(encodeURIComponent).join("/");
  });
  const address = route.routeKey === "$default" ? `${filled.replace(/\/$/, "")}${resourcePath}` : filled;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const query = request.target.includes("?") ? request.target.slice(request.target.indexOf("?") + 1) : "";
  if (query !== "") url.search = [url.search.slice(1), query].filter((part) => part !== "").join("&");
  return url;
}

/**
 * `forwarded`, `via` and `x-amzn-trace-id` are those that third parties saw HTTP APIs send. Each hop is added to those
 * before it, as RFC 9110 and RFC 7239 have it: a request that an API sends to itself ends by its size.
 */
function backendHeaders({ request, receivedAt }: RoutedExchange, url: URL): Record<string, string> {
  const after = (name: string, hop: string): string => [request.headers[name] ?? [], hop].flat().join(", ");
  return {
    ...Object.fromEntries(Object.entries(request.headers).filter(([name]) => !notPassedOn.has(name))),
    host: url.host,
    "content-length": String(request.body.length),
    forwarded: after("forwarded", `by=${sourceIp};for=${sourceIp};host=${request.url.host};proto=https`),
    via: after("via", "HTTP/1.1 AmazonAPIGateway"),
    "x-amzn-trace-id": traceId(receivedAt),
  };
}

function endToEnd(headers: NonNullable<SandboxResponse["headers"]>): NonNullable<SandboxResponse["headers"]> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !notPassedOn.has(name.toLowerCase())));
}
