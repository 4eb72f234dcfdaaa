import { readCookie } from "../../../../http/readCookie.ts";
import { randomId } from "../../../../http/ids.ts";
import { forget, lookUp, remember } from "../../../../remember.ts";
import type { Session, User } from "../../state.ts";
import type { DomainCall } from "../DomainCall.ts";
import { type AuthorizationRequest, ownDirectory } from "./AuthorizationRequest.ts";

/** Cognito's own name of it. */
const sessionCookie = "cognito";

/** An hour, whatever happens meanwhile (developer guide, "User pool managed login"). */
const sessionSeconds = 3600;

/** A person who is signed in at a domain. */
export interface SignedIn {
  readonly user: User;
  readonly session: Session;
}

/**
 * The session that a browser has, for any client of the pool that supports whoever signed the person in. It ends with the
 * account and with a sign-out of all of the person's sessions; not with a change of the password, as documented.
 */
export function findSession(call: DomainCall, request: AuthorizationRequest): SignedIn | undefined {
  const { pool, seconds } = call;
  const session = lookUp(pool.sessions, readCookie(call.request, sessionCookie) ?? "");
  if (session === undefined || session.expires <= seconds) return undefined;
  const user = lookUp(pool.users, session.sub);
  if (!user?.enabled || session.authTime < (user.signedOutBefore ?? 0)) return undefined;
  const { SupportedIdentityProviders = [] } = request.client.settings;
  const signedInBy = providerOf(user);
  const isWanted = request.provider === undefined || request.provider === signedInBy;
  return isWanted && SupportedIdentityProviders.includes(signedInBy) ? { user, session } : undefined;
}

/** Begins a session, always with a cookie of its own. */
export function beginSession({ pool, seconds }: DomainCall, user: User): SignedIn & { readonly cookie: string } {
  const value = randomId("", 64, "base64url");
  const session = { sub: user.sub, authTime: seconds, expires: seconds + sessionSeconds };
  remember(pool.sessions, value, session, seconds);
  return { user, session, cookie: `${sessionCookie}=${value}; Max-Age=${sessionSeconds}; ${attributes}` };
}

/** @returns the header that takes the cookie away */
export function endSession({ pool, request }: DomainCall): string {
  forget(pool.sessions, readCookie(request, sessionCookie) ?? "");
  return `${sessionCookie}=; Max-Age=0; ${attributes}`;
}

const attributes = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** The name of the identity provider that a person comes from. */
function providerOf({ status, attributes: { identities } }: User): string {
  if (status !== "EXTERNAL_PROVIDER" || identities === undefined) return ownDirectory;
  return (JSON.parse(identities) as { readonly providerName: string }[])[0]?.providerName ?? ownDirectory;
}
