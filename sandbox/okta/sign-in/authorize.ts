import type { SandboxResponse } from "../../Vendor.ts";
import type { OktaCall } from "../OktaCall.ts";
import { AuthorizationRefused } from "./AuthorizationRefused.ts";
import { completeSignIn } from "./completeSignIn.ts";
import { readAuthorizationRequest, type AuthorizationRequest } from "./readAuthorizationRequest.ts";
import { findSession, type SignedIn } from "./sessions.ts";
import { signInPage } from "./signInPage.ts";

export function orgAuthorize(call: OktaCall): SandboxResponse {
  return begin(call, undefined);
}

export function authorize(call: OktaCall, { serverId }: { serverId: string }): SandboxResponse {
  return begin(call, serverId);
}

function begin(call: OktaCall, serverId: string | undefined): SandboxResponse {
  const request = readAuthorizationRequest(call, serverId, call.request.url.searchParams);
  const session = usableSession(call, request);
  if (session !== undefined) return completeSignIn(call, request, session);
  if (request.prompt.includes("none")) {
    throw new AuthorizationRefused(
      "login_required",
      "The client specified not to prompt, but the user is not logged in.",
      request,
    );
  }
  return signInPage(call.request, { request, userName: request.loginHint });
}

/** The browser's session, where this request may go on with it. */
function usableSession(call: OktaCall, { prompt, maxAge }: AuthorizationRequest): SignedIn | undefined {
  const session = prompt.includes("login") ? undefined : findSession(call);
  if (session === undefined || maxAge === undefined) return session;
  return call.now.getTime() / 1000 - session.authTime > maxAge ? undefined : session;
}
