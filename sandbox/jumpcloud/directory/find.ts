import { notFound } from "../errors.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";
import type { Application, IdentityProvider, Organization, User, UserGroup } from "../state.ts";

function byId<Item extends { readonly id: string }>(items: readonly Item[], id: string, what: string): Item {
  const found = items.find((item) => item.id === id);
  if (found === undefined) throw notFound(what);
  return found;
}

export function userOf({ organization }: Pick<JumpCloudCall, "organization">, id: string): User {
  return byId(organization.users, id, "user");
}

export function groupOf({ organization }: JumpCloudCall, id: string): UserGroup {
  return byId(organization.groups, id, "user group");
}

export function applicationOf({ organization }: JumpCloudCall, id: string): Application {
  return byId(organization.applications, id, "application");
}

export function identityProviderOf({ organization }: JumpCloudCall, id: string): IdentityProvider {
  return byId(organization.identityProviders, id, "identity provider");
}

/** In any case of letters. */
export function usersByEmail({ users }: Organization, email: string): readonly User[] {
  return users.filter((user) => user.email.toLowerCase() === email.toLowerCase());
}

export function groupsOf({ groups }: Organization, userId: string): readonly UserGroup[] {
  return groups.filter(({ members }) => members.includes(userId));
}

/** Takes an item out of a list. */
export function take<Item>(items: Item[], item: Item): void {
  const index = items.indexOf(item);
  if (index >= 0) items.splice(index, 1);
}
