import { sameText } from "../../sameText.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { oktaTime, type OktaCall } from "../OktaCall.ts";
import { findUser } from "../people/findUser.ts";
import type { User } from "../state.ts";
import { AuthorizationRefused } from "./AuthorizationRefused.ts";
import { completeSignIn } from "./completeSignIn.ts";
import { readAuthorizationRequest, type AuthorizationRequest } from "./readAuthorizationRequest.ts";
import { beginSession } from "./sessions.ts";
import { isOwnForm, signedInPage, signInPage } from "./signInPage.ts";

/** The sign-in page by itself, as after a sign-out. */
export function showSignIn({ request }: OktaCall): SandboxResponse {
  return signInPage(request, { userName: "" });
}

/**
 * The form of the sign-in page: a password is enough, whatever sign-in policy the application has. Okta locks an account
 * after ten wrong passwords, which is not played here.
 */
export function signIn(call: OktaCall): SandboxResponse {
  const form = new URLSearchParams(call.request.body.toString("utf8"));
  if (!isOwnForm(call.request, form)) {
    throw new AuthorizationRefused(
      "invalid_request",
      "The form did not come from this page, or the browser does not keep its cookies.",
    );
  }
  const request = readReturn(call, form.get("fromURI") ?? "");
  const userName = (form.get("identifier") ?? "").trim();
  const user = authenticate(call, userName, form.get("credentials.passcode") ?? "");
  if (user === undefined) return signInPage(call.request, { request, userName, failed: true });
  user.lastLogin = oktaTime(call.now);
  const session = beginSession(call, user);
  if (request === undefined) return signedInPage(user.profile.login, session.cookie);
  return completeSignIn(call, request, session, [session.cookie]);
}

/** The authorization request that waits, read anew: nothing of a form is believed. */
function readReturn(call: OktaCall, path: string): AuthorizationRequest | undefined {
  if (path === "") return undefined;
  const url = URL.parse(path, call.baseUrl);
  const [whole, serverId] = /^\/oauth2(?:\/([^/]+))?\/v1\/authorize$/.exec(url?.pathname ?? "") ?? [];
  if (url === null || whole === undefined || url.origin !== call.baseUrl) {
    throw new AuthorizationRefused("invalid_request", "Invalid request");
  }
  return readAuthorizationRequest(call, serverId, url.searchParams);
}

function authenticate({ org }: OktaCall, userName: string, password: string): User | undefined {
  const user = userName === "" ? undefined : findUser(org, userName);
  const isRight = sameText(password, user?.password ?? "") && password !== "";
  return isRight && user?.status === "ACTIVE" ? user : undefined;
}
