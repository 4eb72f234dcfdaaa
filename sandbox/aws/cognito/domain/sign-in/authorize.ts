import { empty } from "../../../../http/responses.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import { domainHeaders, type DomainCall } from "../DomainCall.ts";
import { startFederation } from "../federation/startFederation.ts";
import { refuseToApplication } from "./answerApplication.ts";
import { type AuthorizationRequest, ownDirectory } from "./AuthorizationRequest.ts";
import { completeSignIn } from "./completeSignIn.ts";
import { readAuthorizationRequest } from "./readAuthorizationRequest.ts";
import { findSession, type SignedIn } from "./sessions.ts";

/**
 * The authorization endpoint: goes on with the browser's session, or to the login page with the same query, or to the
 * identity provider that is named.
 */
export async function authorize(call: DomainCall): Promise<SandboxResponse> {
  const { search, searchParams } = call.request.url;
  const request = readAuthorizationRequest(call, searchParams);
  const session = sessionFor(call, request);
  if (session !== undefined) return completeSignIn(call, request, session);
  if (request.prompt.includes("none")) throw refuseToApplication(request, "login_required");
  if (request.provider !== undefined && request.provider !== ownDirectory) return startFederation(call, request);
  return empty(302, { ...domainHeaders(call), location: `${call.origin}/login${search}` });
}

/** The browser's session, where this request may use it. */
function sessionFor(call: DomainCall, request: AuthorizationRequest): SignedIn | undefined {
  if (request.prompt.includes("login")) return undefined;
  const signedIn = findSession(call, request);
  if (signedIn === undefined || request.maxAge === undefined) return signedIn;
  return call.seconds - signedIn.session.authTime > request.maxAge ? undefined : signedIn;
}
