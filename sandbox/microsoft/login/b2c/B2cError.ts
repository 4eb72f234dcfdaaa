import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { json } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { tokenHeaders } from "../EntraError.ts";
import { errorTime, type LoginCall } from "../LoginCall.ts";

export type B2cErrorName =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "temporarily_unavailable"
  | "server_error";

/**
 * A refusal of Azure AD B2C (learn.microsoft.com, "Error codes: Azure Active Directory B2C"): an `AADB2C` code with its
 * text. Its form is that of recorded answers, which are 400 for a wrong secret too; which `error` goes with the other codes
 * is inferred.
 */
export class B2cError extends CrosstrustError {
  readonly #status: number;
  readonly #error: B2cErrorName;

  /** @param code without the letters; undefined where B2C's own is not known */
  constructor(status: number, error: B2cErrorName, code: number | undefined, text: string) {
    super("VENDOR_REFUSED", code === undefined ? text : `AADB2C${code}: ${text}`);
    this.#status = status;
    this.#error = error;
  }

  toResponse(call: LoginCall): SandboxResponse {
    const trailer = `Correlation ID: ${call.correlationId}\r\nTimestamp: ${errorTime(call)}\r\n`;
    const again = this.#status === 429 || this.#status === 503 ? { "retry-after": "1" } : {};
    const body = { error: this.#error, error_description: `${this.message}\r\n${trailer}` };
    return json(this.#status, body, { ...tokenHeaders(call), ...again });
  }
}

/** What B2C says of most things that are set up wrongly: a scope that is no API's, an account type that it cannot serve. */
export function internalError(): B2cError {
  const text = "The service has encountered an internal error. Please reauthenticate and try again.";
  return new B2cError(400, "invalid_grant", 90085, text);
}

export function missingB2cParameter(name: string): B2cError {
  return new B2cError(400, "invalid_request", 90083, `The request is missing required parameter: ${name}.`);
}

/** The refusal that B2C gives with a status, for faults that are asked for. */
export function b2cErrorOfStatus(status: number): B2cError {
  if (status === 429) {
    const text = "There are too many requests at this moment. Please wait for some time and try again.";
    return new B2cError(429, "temporarily_unavailable", 90244, text);
  }
  return status >= 500
    ? new B2cError(
        status,
        "temporarily_unavailable",
        90035,
        "The service is temporarily unavailable. Please retry after a few minutes.",
      )
    : new B2cError(
        status,
        "invalid_request",
        90037,
        "An error occurred while processing the request. Please contact administrator of the site you are trying to access.",
      );
}
