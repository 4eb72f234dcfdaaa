import { isExpired, isPassword } from "./passwords.ts";
import type { User, UserPool } from "./state.ts";

/** How a user's password fared. */
export type PasswordVerdict = "right" | "wrong" | "locked" | "expired";

/** The failure from which on each locks the user out. */
const firstLockout = 5;
/** "Approximately 15 minutes": the longest lock-out, and how long a user has to rest for it to be forgotten. */
const longestLockout = 900;

/**
 * Checks a password, and counts: the fifth failure and each further one lock the user out, for `2^(n-5)` seconds with n
 * failures; attempts meanwhile count for nothing, right ones included. A success, or 15 minutes of rest, begins anew
 * (Amazon Cognito developer guide, "Lockout behavior for failed sign-in attempts").
 * @param seconds now, in epoch seconds
 */
export function tryPassword(pool: UserPool, user: User, password: string, seconds: number): PasswordVerdict {
  const { failures } = user;
  if (failures !== undefined && seconds < failures.until) return "locked";
  if (isPassword(user, password)) {
    delete user.failures;
    return isExpired(pool, user, seconds) ? "expired" : "right";
  }
  const before = failures === undefined || seconds - failures.until >= longestLockout ? 0 : failures.count;
  const count = before + 1;
  const lockout = count < firstLockout ? 0 : Math.min(longestLockout, 2 ** (count - firstLockout));
  user.failures = { count, until: seconds + lockout };
  return "wrong";
}
