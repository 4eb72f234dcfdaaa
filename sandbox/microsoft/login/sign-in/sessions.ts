import { createHash } from "node:crypto";
import { randomId } from "../../../http/ids.ts";
import { readCookie } from "../../../http/readCookie.ts";
import type { Directory, Session, User } from "../../state.ts";
import type { LoginCall } from "../LoginCall.ts";
import { forget, lookUp, remember } from "../../../remember.ts";

/** Entra's own cookie of a session that lasts as long as the browser. */
const sessionCookie = "ESTSAUTH";

const sessionSeconds = 86_400;

/** A person who is signed in. */
export interface SignedIn {
  readonly user: User;
  readonly session: Session;
  /** What tokens call the session (`sid`); nothing leads from it to the cookie. */
  readonly sessionId: string;
}

/** The session that a browser has in a directory; undefined once it, the account or the password it began with has gone. */
export function findSession(call: LoginCall, directory: Directory): SignedIn | undefined {
  const value = readCookie(call.request, sessionCookie);
  const session = value === undefined ? undefined : lookUp(directory.sessions, value);
  if (value === undefined || session === undefined || session.expires <= call.seconds) return undefined;
  const user = lookUp(directory.users, session.userId);
  if (!user?.accountEnabled || passwordChangedAfter(user, session.authTime)) return undefined;
  return { user, session, sessionId: sessionIdOf(value) };
}

/** Begins a session, always with a cookie of its own. */
export function beginSession(
  call: LoginCall,
  directory: Directory,
  user: User,
): SignedIn & { readonly cookie: string } {
  const value = randomId("", 96, "base64url");
  const session = { userId: user.id, authTime: call.seconds, expires: call.seconds + sessionSeconds };
  remember(directory.sessions, value, session, call.seconds);
  // Applications post authorization requests from their own pages, so the cookie has to come along from other sites.
  const cookie = `${sessionCookie}=${value}; Path=/; Secure; HttpOnly; SameSite=None`;
  return { user, session, sessionId: sessionIdOf(value), cookie };
}

/** @returns the header that takes the cookie away */
export function endSession(call: LoginCall, directory: Directory): string {
  const value = readCookie(call.request, sessionCookie);
  if (value !== undefined) forget(directory.sessions, value);
  return `${sessionCookie}=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0`;
}

/** @param seconds epoch seconds */
export function passwordChangedAfter({ passwordChanged }: User, seconds: number): boolean {
  return Math.floor(Date.parse(passwordChanged) / 1000) > seconds;
}

function sessionIdOf(cookie: string): string {
  const hex = createHash("sha256").update(cookie).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
