import { randomId } from "../../http/ids.ts";
import { readCookie } from "../../http/readCookie.ts";
import { lookUp, remember } from "../../remember.ts";
import { epochSeconds, type JumpCloudCall } from "../JumpCloudCall.ts";
import type { User } from "../state.ts";
import { sessionCookie, setCookie } from "./cookies.ts";

/** How long a session lasts, in seconds; not confirmed. */
const sessionLifetime = 3600;

/** A person who is signed in, and since when (epoch seconds). */
export interface SignedIn {
  readonly user: User;
  readonly authTime: number;
}

/** The session that a browser has; none of somebody who is suspended or gone. */
export function findSession({ request, organization, now }: JumpCloudCall): SignedIn | undefined {
  const session = lookUp(organization.sessions, readCookie(request, sessionCookie) ?? "");
  const user = organization.users.find(({ id }) => id === session?.userId);
  if (session === undefined || session.expires <= epochSeconds(now) || user === undefined || user.suspended) {
    return undefined;
  }
  return { user, authTime: session.authTime ?? session.expires - sessionLifetime };
}

/** @returns the person with the cookie of the new session */
export function beginSession(call: JumpCloudCall, user: User): SignedIn & { readonly cookie: string } {
  const seconds = epochSeconds(call.now);
  const value = randomId("", 43, "base64url");
  const session = { userId: user.id, expires: seconds + sessionLifetime, authTime: seconds };
  remember(call.organization.sessions, value, session, seconds);
  return { user, authTime: seconds, cookie: setCookie(call, sessionCookie, value, sessionLifetime) };
}
