import type { Org, User, UserStatus } from "../state.ts";
import { link } from "./links.ts";

/** What can be done with a user in a status, as far as recorded answers have it. */
const steps: Readonly<Record<UserStatus, readonly string[]>> = {
  STAGED: ["activate"],
  PROVISIONED: ["suspend", "reset_password", "reactivate", "reset_factors", "deactivate"],
  ACTIVE: ["suspend", "reset_password", "expire_password", "reset_factors", "deactivate"],
  DEPROVISIONED: ["activate"],
};

/**
 * Members and their order as in recorded answers. That an address which an administrator gave is verified is inferred.
 * @param inList a list has of the links the user's own alone
 */
export function userJson(user: User, { id: orgId }: Org, baseUrl: string, inList = false): object {
  const self = `${baseUrl}/api/v1/users/${user.id}`;
  const { created, activated, statusChanged, lastLogin, lastUpdated, passwordChanged } = user;
  const lifecycle = steps[user.status].map((step) => [
    step.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    { href: `${self}/lifecycle/${step}`, method: "POST" },
  ]);
  return {
    id: user.id,
    status: user.status,
    ...{ created, activated, statusChanged, lastLogin, lastUpdated, passwordChanged },
    type: { id: userTypeOf(orgId) },
    profile: { mobilePhone: null, secondEmail: null, ...user.profile },
    credentials: {
      ...(user.password !== undefined && { password: {} }),
      emails: [{ value: user.profile.email, status: "VERIFIED", type: "PRIMARY" }],
      provider: { type: "OKTA", name: "OKTA" },
    },
    _links: { self: link(self), ...(inList ? {} : (Object.fromEntries(lifecycle) as object)) },
  };
}

/** The org's only type of user. */
function userTypeOf(orgId: string): string {
  return `oty${orgId.slice(3)}`;
}
