import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { ResponseHeaders } from "../../http/responses.ts";

/** One of the `details` of an error: what is wrong with which property. */
export interface GraphErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target: string;
}

interface GraphErrorOptions {
  readonly details?: readonly GraphErrorDetail[];
  readonly headers?: ResponseHeaders;
}

/**
 * A refusal of Microsoft Graph. Codes and words are those that Microsoft's documentation and reports of its users show;
 * where none was found, the function that makes the error says so.
 */
export class GraphError extends CrosstrustError {
  readonly status: number;
  /** Graph's own, such as `Request_BadRequest`. */
  readonly graphCode: string;
  readonly words: string;
  readonly details: readonly GraphErrorDetail[] | undefined;
  readonly headers: ResponseHeaders;

  constructor(status: number, graphCode: string, words: string, { details, headers = {} }: GraphErrorOptions = {}) {
    super("VENDOR_REFUSED", `${graphCode}: ${words}`);
    this.status = status;
    this.graphCode = graphCode;
    this.words = words;
    this.details = details;
    this.headers = headers;
  }
}

export function badRequest(words: string, details?: readonly GraphErrorDetail[]): GraphError {
  return new GraphError(400, "Request_BadRequest", words, { ...(details && { details }) });
}

export function unsupportedQuery(words: string): GraphError {
  return new GraphError(400, "Request_UnsupportedQuery", words);
}

/** For an object that is not there, and for one whose references are not. */
export function notFound(id: string): GraphError {
  const words = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphError(404, "Request_ResourceNotFound", words);
}

export function invalidObjectIdentifier(id: string): GraphError {
  return badRequest(`Invalid object identifier '${id}'.`);
}

export function invalidProperty(name: string): GraphError {
  return badRequest(`Invalid property '${name}'.`);
}

/** @param type the resource type with a capital, such as `User` */
export function invalidValue(property: string, type: string): GraphError {
  const message = `Invalid value specified for property '${property}' of resource '${type}'.`;
  return badRequest(message, [{ code: "InvalidValue", message, target: property }]);
}

export function valueRequired(property: string, type: string): GraphError {
  const message = `A value is required for property '${property}' of resource '${type}'.`;
  return badRequest(message, [{ code: "MissingProperty", message, target: property }]);
}

/** For a value that another object of the directory has. */
export function objectConflict(property: string): GraphError {
  const message = `Another object with the same value for property ${property} already exists.`;
  return badRequest(message, [{ code: "ObjectConflict", message, target: property }]);
}

export function multipleObjectsWithSameKey(words: string): GraphError {
  return new GraphError(409, "Request_MultipleObjectsWithSameKeyValue", words);
}

export function insufficientPrivileges(): GraphError {
  return new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
}

export function invalidToken(words: string): GraphError {
  return new GraphError(401, "InvalidAuthenticationToken", words, {
    headers: {
      "www-authenticate":
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
    },
  });
}

export function segmentNotFound(segment: string): GraphError {
  return new GraphError(400, "BadRequest", `Resource not found for the segment '${segment}'.`);
}

export function methodNotAllowed(): GraphError {
  return new GraphError(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
}

/** What the sandbox does not know how to answer, inside an operation that it knows. */
export function notSupported(what: string): GraphError {
  return new GraphError(501, "notSupported", what);
}

/** The error that Graph answers with a status (learn.microsoft.com/graph/errors), for faults that are asked for. */
export function errorOfStatus(status: number): GraphError {
  const known: Record<number, readonly [string, string]> = {
    400: ["Request_BadRequest", "One or more property values specified are invalid."],
    401: ["InvalidAuthenticationToken", "Access token has expired or is not yet valid."],
    403: ["Authorization_RequestDenied", "Insufficient privileges to complete the operation."],
    404: ["Request_ResourceNotFound", "Resource does not exist."],
    409: [
      "Request_MultipleObjectsWithSameKeyValue",
      "A conflicting object with one or more of the specified property values is present in the directory.",
    ],
    429: ["TooManyRequests", "Too many requests."],
    503: ["Service_ServiceUnavailable", "The service is temporarily unavailable."],
    504: ["UnknownError", "Gateway timeout."],
  };
  const [code, words] = known[status] ?? ["Service_InternalServerError", "Encountered an internal server error."];
  return new GraphError(status, code, words, { headers: status === 429 ? { "retry-after": "1" } : {} });
}
