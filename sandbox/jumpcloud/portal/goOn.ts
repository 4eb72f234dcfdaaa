import { empty } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { hostOf } from "../hosts.ts";
import { acceptLogin, waitingLogin } from "../issuer/sign-in/login.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";
import type { User } from "../state.ts";
import { browserCookie, setCookie } from "./cookies.ts";
import { beginSession } from "./sessions.ts";

/**
 * Begins the session of who signed in, and goes on: to the application that waits, or to the user console.
 * @param loginChallenge of the application's authorization request, if it is for one
 */
export function goOn(call: JumpCloudCall, user: User, loginChallenge: string | undefined): SandboxResponse {
  // The challenge is looked at first: one that has run out leaves nobody signed in.
  const waiting = loginChallenge === undefined ? undefined : waitingLogin(call, loginChallenge);
  const session = beginSession(call, user);
  const cookies = [session.cookie, setCookie(call, browserCookie, "", 0)];
  if (waiting !== undefined) return acceptLogin(call, waiting, session, cookies);
  return empty(302, {
    location: `https://${hostOf(call.host.region, "console")}/userconsole`,
    "cache-control": "no-store",
    "set-cookie": cookies,
  });
}
