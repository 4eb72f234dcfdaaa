import type { FoundOperation } from "../http/OperationTable.ts";
import type { SandboxResponse } from "../Vendor.ts";
import { authorize } from "./authorize.ts";
import { errorOfStatus, methodNotSupported, OAuthError, pathNotFound, tooManyRequests } from "./errors.ts";
import type { OktaCall } from "./OktaCall.ts";
import { operations } from "./operations.ts";
import { rateLimitHeaders, type RateLimit } from "./rateLimits.ts";

/** The methods by which a path is known, where it does not know the one that was used. */
const methods = ["GET", "POST", "PUT", "DELETE"] as const;

/**
 * Finds the operation of a request and answers it: limits first, then faults that were asked for, then credentials.
 * Rejects with an OktaError or OAuthError for what Okta refuses.
 */
export async function answer(call: OktaCall, rateLimit: RateLimit | undefined): Promise<SandboxResponse> {
  if (rateLimit?.exceeded) throw tooManyRequests();
  const found = operations.find(call.request.method, call.request.url.pathname) ?? refuse(call);
  const fault = call.context.fault(found.operation);
  if (fault !== undefined) return faulty(call, fault.status);
  if (call.request.url.pathname.startsWith("/api/")) await authorize(call, found.operation);
  return found.handler(call, found.params);
}

function refuse({ request, context }: OktaCall): FoundOperation<OktaCall> {
  const { method, url } = request;
  const known = methods.some((other) => operations.find(other, url.pathname) !== undefined);
  const reason = "the sandbox's Okta has no such operation";
  context.refuse({ host: url.host, method, path: url.pathname, reason });
  throw known ? methodNotSupported() : pathNotFound();
}

/** A limit that is reported as used up ends a second later, so that a client that waits as it should goes on soon. */
function faulty({ request, now }: OktaCall, status: number): SandboxResponse {
  if (status === 429) {
    const reset = Math.floor(now.getTime() / 1000) + 1;
    const response = tooManyRequests().toResponse();
    return { ...response, headers: { ...response.headers, ...rateLimitHeaders({ limit: 1, remaining: 0, reset }) } };
  }
  if (status >= 500 && request.url.pathname.startsWith("/oauth2/")) {
    throw new OAuthError(
      status,
      "server_error",
      "The authorization server encountered an unexpected condition that prevented it from fulfilling the request.",
    );
  }
  throw errorOfStatus(status);
}
