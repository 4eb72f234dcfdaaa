import type { SandboxRequest, SandboxResponse } from "../../../../sandbox/Vendor.ts";

/** What an AWS SDK client hands to its request handler. */
interface SdkRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Record<string, string | string[] | null>;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** A request handler for SDK clients that asks a vendor without a socket. */
export function sdkHandler(respond: (request: SandboxRequest) => Promise<SandboxResponse>) {
  return {
    async handle(request: SdkRequest) {
      const { status, headers = {}, body = "" } = await respond(sandboxRequest(request));
      const single = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]);
      return {
        response: {
          statusCode: status,
          headers: Object.fromEntries(single) as Record<string, string>,
          body: new Uint8Array(Buffer.from(body)),
        },
      };
    },
    destroy: () => undefined,
    metadata: { handlerProtocol: "http/1.1" },
  };
}

/** The request as it would stand on the wire. */
export function sandboxRequest({ method, hostname, path, query = {}, headers, body }: SdkRequest): SandboxRequest {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value ?? "")}`),
  );
  const target = pairs.length > 0 ? `${path}?${pairs.join("&")}` : path;
  return {
    method,
    url: new URL(`https://${hostname}${target}`),
    target,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: body instanceof Uint8Array ? Buffer.copyBytesFrom(body) : Buffer.from((body ?? "") as string),
  };
}
