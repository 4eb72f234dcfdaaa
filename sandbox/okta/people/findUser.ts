import type { Org, User } from "../state.ts";
import { peopleOf } from "./peopleOf.ts";

/**
 * By the user's id, the login, or the part of the login before the `@` where only one user has it (Okta's API reference,
 * "Get User").
 */
export function findUser(org: Org, idOrLogin: string): User | undefined {
  const { users } = peopleOf(org);
  const wanted = idOrLogin.toLowerCase();
  const exact = users.find(({ id, profile }) => id === idOrLogin || profile.login.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  const [byName, ...others] = users.filter(({ profile }) => profile.login.toLowerCase().split("@")[0] === wanted);
  return others.length === 0 ? byName : undefined;
}
