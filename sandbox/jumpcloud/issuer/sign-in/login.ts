import { randomId } from "../../../http/ids.ts";
import { empty } from "../../../http/responses.ts";
import { forget, lookUp, remember } from "../../../remember.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { epochSeconds, type JumpCloudCall } from "../../JumpCloudCall.ts";
import { SignInRefused } from "../../portal/SignInRefused.ts";
import type { SignedIn } from "../../portal/sessions.ts";
import type { Login } from "../../state.ts";
import { issuerOf, issuerUrl } from "../openIdIssuer.ts";
import { type AuthorizationRequest, readAuthorizationRequest } from "./readAuthorizationRequest.ts";

/** An authorization request that waits for a sign-in at the console. */
export interface WaitingLogin {
  readonly challenge: string;
  readonly login: Login;
  readonly request: AuthorizationRequest;
}

/** @throws SignInRefused for a challenge that never was, is done, or took too long */
export function waitingLogin(call: JumpCloudCall, challenge: string): WaitingLogin {
  const login = lookUp(issuerOf(call.organization).logins, challenge);
  if (login === undefined || login.expires <= epochSeconds(call.now)) {
    throw new SignInRefused("No application waits for this sign-in: begin again in the application.", 400);
  }
  return { challenge, login, request: readAuthorizationRequest(call, new URLSearchParams(login.query)) };
}

/** Says who signed in, and sends the browser back to the authorization endpoint with a verifier. */
export function acceptLogin(
  call: JumpCloudCall,
  { challenge, login }: WaitingLogin,
  { user, authTime }: SignedIn,
  cookies: readonly string[],
): SandboxResponse {
  const issuer = issuerOf(call.organization);
  const verifier = randomId("", 32, "hex");
  forget(issuer.logins, challenge);
  remember(issuer.accepted, verifier, { ...login, userId: user.id, authTime }, epochSeconds(call.now));
  const target = new URL(`${issuerUrl(call)}oauth2/auth?${login.query}`);
  target.searchParams.set("login_verifier", verifier);
  return empty(302, {
    location: target.href,
    "cache-control": "no-store",
    ...(cookies.length > 0 && { "set-cookie": cookies }),
  });
}
