import { json, type ResponseHeaders } from "../../http/responses.ts";
import type { Answer, LogValues } from "./Exchange.ts";

/** An answer that the gateway gives itself: `{"message": …}`, as HTTP APIs do. */
export function gatewayAnswer(
  status: number,
  message: string,
  options: { readonly headers?: ResponseHeaders; readonly responseType?: string; readonly log?: LogValues } = {},
): Answer {
  const { headers = {}, responseType, log = {} } = options;
  return {
    response: json(status, { message }, headers),
    log: {
      "error.message": message,
      "error.messageString": `"${message}"`,
      ...(responseType === undefined ? {} : { "error.responseType": responseType }),
      ...log,
    },
  };
}

/** A backend that failed: the caller is told nothing, the log the reason. */
export function integrationFailure(reason: string, status = 500): Answer {
  return gatewayAnswer(status, status === 503 ? "Service Unavailable" : "Internal Server Error", {
    responseType: "INTEGRATION_FAILURE",
    log: { integrationErrorMessage: reason, "integration.error": reason },
  });
}
