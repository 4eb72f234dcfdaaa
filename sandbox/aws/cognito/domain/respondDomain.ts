import { empty, json } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { AwsCall } from "../../AwsService.ts";
import type { FoundDomain } from "../find.ts";
import { domainHeaders, noteUnsupported, type DomainCall } from "./DomainCall.ts";
import { OAuthError } from "./OAuthError.ts";
import { clientOperations, operations } from "./operations.ts";
import { SignInRefused } from "./SignInRefused.ts";

/** The names of what the domain does, for support matrices and faults. */
export const domainOperations: readonly string[] = operations.operations;

/** Answers at a user pool's domain: its pages, and the OAuth endpoints. */
export async function respondDomain(call: AwsCall, { pool, domain }: FoundDomain): Promise<SandboxResponse> {
  const { request, account } = call;
  const domainCall: DomainCall = {
    ...call,
    pool,
    domain,
    origin: `https://${request.url.hostname}`,
    seconds: Math.floor(account.now().getTime() / 1000),
  };
  const found = operations.find(request.method, request.url.pathname);
  if (found === undefined) return notFound(domainCall);
  const fault = account.context.fault(found.operation);
  if (fault !== undefined) return failAs(domainCall, found.operation, fault.status);
  try {
    return await found.handler(domainCall, found.params);
  } catch (error) {
    if (error instanceof OAuthError) return error.toResponse(domainCall);
    if (!(error instanceof SignInRefused)) throw error;
    return empty(302, { ...domainHeaders(domainCall), location: new URL(error.location, domainCall.origin).href });
  }
}

/** An endpoint that takes other methods answers with 405 and nothing else (recorded). */
function notFound(call: DomainCall): SandboxResponse {
  const { pathname } = call.request.url;
  const known = ["GET", "POST"].some((method) => operations.find(method, pathname) !== undefined);
  if (known) return empty(405, domainHeaders(call));
  noteUnsupported(call, "the sandbox's user pool domains have no such endpoint");
  return json(404, { error: "not_found" }, domainHeaders(call));
}

function failAs(call: DomainCall, operation: string, status: number): SandboxResponse {
  if (clientOperations.includes(operation)) return new OAuthError("server_error", undefined, status).toResponse(call);
  return empty(status, domainHeaders(call));
}
