import { randomId } from "../../http/ids.ts";
import { readCookie } from "../../http/readCookie.ts";
import { forget, lookUp, remember } from "../../remember.ts";
import type { OktaCall } from "../OktaCall.ts";
import { peopleOf } from "../people/peopleOf.ts";
import { byId } from "../lists.ts";
import type { User } from "../state.ts";

/** Okta's own name, on the Identity Engine. */
const sessionCookie = "idx";

/** The default of a global session policy: two hours (Okta help, "Global session policies"). */
const sessionSeconds = 7200;

const attributes = "Path=/; Secure; HttpOnly; SameSite=None";

/** Somebody who is signed in, and since when, in seconds since 1970. */
export interface SignedIn {
  readonly user: User;
  readonly authTime: number;
}

/** The session that a browser has; none of somebody who is not active (any more). */
export function findSession({ request, org, now }: OktaCall): SignedIn | undefined {
  const { sessions, users } = peopleOf(org);
  const session = lookUp(sessions, readCookie(request, sessionCookie) ?? "");
  const user = byId(users, session?.userId ?? "");
  if (session === undefined || session.expires <= now.getTime() / 1000 || user?.status !== "ACTIVE") return undefined;
  return { user, authTime: session.authTime };
}

/** @returns the person with the cookie of the new session */
export function beginSession({ org, now }: OktaCall, user: User): SignedIn & { readonly cookie: string } {
  const seconds = Math.floor(now.getTime() / 1000);
  const value = randomId("", 43, "base64url");
  const session = { userId: user.id, authTime: seconds, expires: seconds + sessionSeconds };
  remember(peopleOf(org).sessions, value, session, seconds);
  return { user, authTime: seconds, cookie: `${sessionCookie}=${value}; ${attributes}` };
}

/** @returns the header that takes the cookie away */
export function endSession({ request, org }: OktaCall): string {
  forget(peopleOf(org).sessions, readCookie(request, sessionCookie) ?? "");
  return `${sessionCookie}=; ${attributes}; Max-Age=0`;
}
