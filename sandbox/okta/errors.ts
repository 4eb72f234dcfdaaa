import { CrosstrustError } from "../../trust/CrosstrustError.ts";
import { randomId } from "../http/ids.ts";
import { json } from "../http/responses.ts";
import type { SandboxResponse } from "../Vendor.ts";

/**
 * A refusal of the management API. Codes, summaries and statuses are those of Okta's published list
 * (developer.okta.com/docs/reference/error-codes).
 */
export class OktaError extends CrosstrustError {
  readonly #status: number;
  readonly #errorCode: string;
  readonly #causes: readonly string[];

  constructor(status: number, errorCode: string, summary: string, causes: readonly string[] = []) {
    super("VENDOR_REFUSED", `${errorCode}: ${summary}`);
    this.#status = status;
    this.#errorCode = errorCode;
    this.#causes = causes;
    this.summary = summary;
  }

  readonly summary: string;

  toResponse(): SandboxResponse {
    return json(this.#status, {
      errorCode: this.#errorCode,
      errorSummary: this.summary,
      errorLink: this.#errorCode,
      errorId: randomId("oae", 22, "base64url"),
      errorCauses: this.#causes.map((errorSummary) => ({ errorSummary })),
    });
  }
}

/** A refusal of an OAuth endpoint, as RFC 6749 (5.2) writes it. */
export class OAuthError extends CrosstrustError {
  readonly #status: number;
  readonly error: string;
  readonly description: string;

  constructor(status: number, error: string, description: string) {
    super("VENDOR_REFUSED", `${error}: ${description}`);
    this.#status = status;
    this.error = error;
    this.description = description;
  }

  toResponse(): SandboxResponse {
    return json(this.#status, { error: this.error, error_description: this.description });
  }
}

/** The refusal of a token that lacks a scope: a header that names the scopes which would do, and no body [obs]. */
export class InsufficientScope extends CrosstrustError {
  readonly #header: string;

  /** @param scopes any of which would do */
  constructor(orgUrl: string, scopes: readonly string[], path: string) {
    super("VENDOR_REFUSED", `insufficient_scope: ${scopes.join(" ")}`);
    const http = orgUrl.replace(/^https:/, "http:");
    this.#header = [
      `Bearer authorization_uri="${http}/oauth2/v1/authorize"`,
      `realm="${http}"`,
      `scope="${scopes.join(" ")}"`,
      'error="insufficient_scope"',
      'error_description="The access token provided does not contain the required scopes."',
      `resource="${path}"`,
    ].join(", ");
  }

  toResponse(): SandboxResponse {
    return { status: 403, headers: { "www-authenticate": this.#header } };
  }
}

/** @param causes `field: what is wrong`, the first one naming the field of the summary */
export function validationFailed(field: string, causes: readonly string[]): OktaError {
  return new OktaError(400, "E0000001", `Api validation failed: ${field}`, causes);
}

/** For a field whose value another object has already; that the words are the same for every field is not confirmed. */
export function alreadyExists(field: string): OktaError {
  return validationFailed(field, [`${field}: An object with this field already exists in the current organization`]);
}

/** @param type the name of Okta's own class, such as `AuthorizationServer` */
export function notFound(id: string, type: string): OktaError {
  return new OktaError(404, "E0000007", `Not found: Resource not found: ${id} (${type})`);
}

export function malformedBody(): OktaError {
  return new OktaError(400, "E0000003", "The request body was not well-formed.");
}

/** Without any credentials; Okta then looks for a session cookie [obs]. */
export function invalidSession(): OktaError {
  return new OktaError(403, "E0000005", "Invalid session");
}

/** With an API token that is not one. */
export function invalidToken(): OktaError {
  return new OktaError(401, "E0000011", "Invalid token provided");
}

/** For an administrator whose roles do not let them. */
export function forbidden(): OktaError {
  return new OktaError(403, "E0000006", "You do not have permission to perform the requested action");
}

export function pathNotFound(): OktaError {
  return new OktaError(404, "E0000008", "The requested path was not found");
}

export function methodNotSupported(): OktaError {
  return new OktaError(405, "E0000022", "The endpoint does not support the provided HTTP method");
}

export function tooManyRequests(): OktaError {
  return new OktaError(429, "E0000047", "API call exceeded rate limit due to too many requests.");
}

/** What the sandbox does not know how to answer, inside an operation that it knows. */
export function notImplemented(what: string): OktaError {
  return new OktaError(501, "E0000060", "Unsupported operation.", [what]);
}

/** The error that Okta answers with a status, for faults that are asked for. */
export function errorOfStatus(status: number): OktaError {
  const known: Record<number, readonly [string, string]> = {
    400: ["E0000001", "Api validation failed: request"],
    401: ["E0000011", "Invalid token provided"],
    403: ["E0000006", "You do not have permission to perform the requested action"],
    404: ["E0000007", "Not found: Resource not found"],
    429: ["E0000047", "API call exceeded rate limit due to too many requests."],
    503: ["E0000010", "Service is in read only mode"],
  };
  const [code, summary] = known[status] ?? ["E0000009", "Internal Server Error"];
  return new OktaError(status, code, summary);
}
