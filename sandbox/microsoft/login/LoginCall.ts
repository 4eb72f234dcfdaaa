import { randomUUID } from "node:crypto";
import type { MicrosoftCall } from "../MicrosoftCall.ts";

/** A request to a sign-in or token endpoint. */
export interface LoginCall extends MicrosoftCall {
  /** `https://` and the host that was asked, without a trailing slash. */
  readonly origin: string;
  readonly host: string;
  readonly traceId: string;
  /** The client's own (`client-request-id`) where it sent one. */
  readonly correlationId: string;
  /** Now, in whole epoch seconds. */
  readonly seconds: number;
}

export const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function loginCall(call: MicrosoftCall): LoginCall {
  const { url, headers } = call.request;
  const given = headers["client-request-id"] ?? url.searchParams.get("client-request-id") ?? "";
  return {
    ...call,
    origin: `https://${url.hostname}`,
    host: url.hostname,
    traceId: randomUUID(),
    correlationId: guid.test(given) ? given : randomUUID(),
    seconds: Math.floor(call.now.getTime() / 1000),
  };
}

/** Microsoft's timestamps in errors: `2026-01-02 03:04:05Z`. */
export function errorTime({ now }: LoginCall): string {
  return `${now.toISOString().slice(0, 19).replace("T", " ")}Z`;
}

/** Notes what the sandbox cannot answer as Microsoft would, so that the rehearsal fails by it. */
export function noteUnsupported({ request, context, host }: LoginCall, reason: string): void {
  context.refuse({ host, method: request.method, path: request.url.pathname, reason });
}
