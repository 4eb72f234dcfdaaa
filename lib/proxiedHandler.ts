import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { proxyFetch } from "./proxyFetch.ts";

/** How long AWS may take to answer, in milliseconds. */
const requestTimeout = 60_000;

/** For clients of the AWS SDK: sends through the proxy that the environment names, which the SDK does not by itself. */
export function proxiedHandler(): FetchHttpHandler {
  return new FetchHttpHandler({ requestTimeout, customFetch: (request) => send(request as Request) });
}

/** The request's parts are handed on one by one: a fetch takes no Request of another release of undici. */
async function send(request: Request): Promise<Response> {
  const { method, headers, signal } = request;
  const body = await request.arrayBuffer();
  return proxyFetch(request.url, {
    method,
    headers: [...headers],
    redirect: "manual",
    signal,
    ...(body.byteLength > 0 && { body }),
  });
}
