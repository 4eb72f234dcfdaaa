import type { AwsCall } from "../AwsService.ts";
import { missing } from "../ssoAdmin/refusals.ts";
import type { IdentityStore, Membership, StoreGroup, StoreUser } from "./state.ts";

/** @throws AwsError ResourceNotFoundException: the store is in the region of its Identity Center instance */
export function requireStore({ account, region }: AwsCall, id: string): IdentityStore {
  const store = account.region(region).identityCenter?.store;
  if (store?.id !== id) throw missing("IDENTITY_STORE not found.");
  return store;
}

/** @throws AwsError ResourceNotFoundException */
export function requireUser({ users }: IdentityStore, userId: string): StoreUser {
  const user = users.find(({ id }) => id === userId);
  if (!user) throw missing("USER not found.");
  return user;
}

/** @throws AwsError ResourceNotFoundException */
export function requireGroup({ groups }: IdentityStore, groupId: string): StoreGroup {
  const group = groups.find(({ id }) => id === groupId);
  if (!group) throw missing("GROUP not found.");
  return group;
}

/** @throws AwsError ResourceNotFoundException */
export function requireMembership({ memberships }: IdentityStore, membershipId: string): Membership {
  const membership = memberships.find(({ id }) => id === membershipId);
  if (!membership) throw missing("MEMBERSHIP not found.");
  return membership;
}
