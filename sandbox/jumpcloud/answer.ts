import type { SandboxResponse } from "../Vendor.ts";
import { authenticate } from "./authenticate.ts";
import { authorize } from "./authorize.ts";
import { errorOfStatus, JumpCloudApiError, OAuthError } from "./errors.ts";
import { AuthorizationRefused } from "./issuer/sign-in/AuthorizationRefused.ts";
import type { JumpCloudCall } from "./JumpCloudCall.ts";
import { operations } from "./operations.ts";
import { refusedPage } from "./portal/pages.ts";
import { SignInRefused } from "./portal/SignInRefused.ts";

/** Finds the operation of a request and answers it: faults that were asked for first, then credentials and rights. */
export async function answer(call: JumpCloudCall): Promise<SandboxResponse> {
  const { method, url } = call.request;
  try {
    const found = operations[call.host.role].find(method, url.pathname);
    if (found === undefined) return refuse(call);
    const fault = call.context.fault(found.operation);
    if (fault !== undefined) throw faulty(call, fault.status);
    if (url.pathname.startsWith("/api/")) {
      const unauthenticated = authenticate(call);
      if (unauthenticated) return unauthenticated;
      authorize(call, found.operation);
    }
    return await found.handler(call, found.params);
  } catch (error) {
    if (error instanceof JumpCloudApiError) return error.toResponse(url.pathname);
    if (error instanceof OAuthError) return error.toResponse();
    if (error instanceof AuthorizationRefused) return error.toResponse();
    if (error instanceof SignInRefused) return refusedPage(error.status, error.message);
    throw error;
  }
}

function faulty({ host }: JumpCloudCall, status: number): Error {
  const isOAuth = host.role === "admin-oauth.id" || host.role === "oauth.id";
  if (!isOAuth || status === 429) return errorOfStatus(status);
  return new OAuthError(status, status < 500 ? "invalid_request" : "server_error", "The authorization server refused");
}

function refuse({ request, context }: JumpCloudCall): SandboxResponse {
  const { method, url } = request;
  const reason = "the sandbox's JumpCloud has no such operation";
  context.refuse({ host: url.host, method, path: url.pathname, reason });
  return new JumpCloudApiError(404, reason).toResponse(url.pathname);
}
