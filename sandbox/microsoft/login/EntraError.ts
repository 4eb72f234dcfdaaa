import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { errorTime, type LoginCall } from "./LoginCall.ts";

/** What Entra's STS calls the kinds of refusal (RFC 6749, OpenID Connect, and words of its own). */
export type EntraErrorName =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_scope"
  | "invalid_resource"
  | "invalid_tenant"
  | "invalid_instance"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_response_type"
  | "login_required"
  | "consent_required"
  | "interaction_required"
  | "temporarily_unavailable"
  | "server_error";

/** A refusal of Entra ID's sign-in and token endpoints: an `AADSTS` code with its text. */
export class EntraError extends CrosstrustError {
  readonly status: number;
  readonly error: EntraErrorName;
  readonly number: number;
  /** Without the code, and without what tells one request from another. */
  readonly text: string;

  constructor(status: number, error: EntraErrorName, number: number, text: string) {
    super("VENDOR_REFUSED", `AADSTS${number}: ${text}`);
    this.status = status;
    this.error = error;
    this.number = number;
    this.text = text;
  }

  description(call: LoginCall): string {
    return `${this.message} Trace ID: ${call.traceId} Correlation ID: ${call.correlationId} Timestamp: ${errorTime(call)}`;
  }

  get helpUrl(): string {
    return `https://login.microsoftonline.com/error?code=${this.number}`;
  }

  /** In the form of the token endpoint (learn.microsoft.com, "Microsoft Entra authentication & authorization error codes"). */
  toResponse(call: LoginCall): SandboxResponse {
    const body = {
      error: this.error,
      error_description: this.description(call),
      error_codes: [this.number],
      timestamp: errorTime(call),
      trace_id: call.traceId,
      correlation_id: call.correlationId,
      error_uri: this.helpUrl,
    };
    const again = this.status === 429 || this.status === 503 ? { "retry-after": "1" } : {};
    return json(this.status, body, { ...tokenHeaders(call), ...again });
  }
}

/** What every answer of a token endpoint has, refused or not. */
export function tokenHeaders(call: LoginCall): Record<string, string> {
  return {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store, no-cache",
    pragma: "no-cache",
    "x-content-type-options": "nosniff",
    "x-ms-request-id": call.traceId,
  };
}
