import { CrosstrustError } from "../../trust/CrosstrustError.ts";
import { json } from "../http/responses.ts";
import type { SandboxResponse } from "../Vendor.ts";

/** What HTTP calls a status. */
const reasons: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/**
 * A refusal of the admin API, in the form of the version that was asked. Version 1 answers `{"message", "error"}` [obs],
 * version 2 `{"code", "message", "status"}` with the HTTP status and its description (docs.jumpcloud.com, API 2.0, Error).
 * The words of most of them are not confirmed.
 */
export class JumpCloudApiError extends CrosstrustError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super("VENDOR_REFUSED", message);
    this.status = status;
    this.headers = headers;
  }

  /** @param path says which version was asked */
  toResponse(path: string): SandboxResponse {
    const { status, message } = this;
    const reason = reasons[status] ?? "Error";
    const body = path.startsWith("/api/v2/") ? { code: status, message, status: reason } : { message, error: reason };
    return json(status, body, this.headers);
  }
}

/** A refusal of an OAuth endpoint, as RFC 6749 (5.2) writes it; the message is its description. */
export class OAuthError extends CrosstrustError {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, description: string) {
    super("VENDOR_REFUSED", description);
    this.status = status;
    this.error = error;
  }

  toResponse(): SandboxResponse {
    const body = { error: this.error, error_description: this.message };
    return json(this.status, body, { "cache-control": "no-store", pragma: "no-cache" });
  }
}

export function notFound(what: string): JumpCloudApiError {
  return new JumpCloudApiError(404, `${what} not found`);
}

export function conflict(message: string): JumpCloudApiError {
  return new JumpCloudApiError(409, message);
}

/** With an API key that is not one [obs]. */
export function unknownApiKey(): JumpCloudApiError {
  return new JumpCloudApiError(401, "api key user not found");
}

/** The error that JumpCloud answers with a status, for faults that are asked for. */
export function errorOfStatus(status: number): JumpCloudApiError {
  const message = reasons[status] ?? "Error";
  // A client that waits as it should goes on soon. That JumpCloud sends these headers is not confirmed.
  const headers: Record<string, string> =
    status === 429 ? { "retry-after": "1", "x-ratelimit-limit": "1", "x-ratelimit-remaining": "0" } : {};
  return new JumpCloudApiError(status, message, headers);
}
