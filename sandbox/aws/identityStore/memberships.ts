import { randomUUID } from "node:crypto";
import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { AwsCall } from "../AwsService.ts";
import { page } from "../ssoAdmin/lookup.ts";
import { read } from "../ssoAdmin/members.ts";
import { conflict, missing } from "../ssoAdmin/refusals.ts";
import { requireGroup, requireMembership, requireStore, requireUser } from "./lookup.ts";
import { memberId, ofGroup, ofMembership, ofStore, paging, resourceId } from "./members.ts";
import type { IdentityStore, Membership } from "./state.ts";

const ofMember = ofGroup.extend({ MemberId: memberId });

export function createGroupMembership(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, GroupId, MemberId } = read(input, ofMember);
  const store = requireStore(call, IdentityStoreId);
  requireGroup(store, GroupId);
  requireUser(store, MemberId.UserId);
  if (findMembership(store, GroupId, MemberId.UserId)) throw conflict("Member and Group relationship already exists.");
  const membership: Membership = {
    id: randomUUID(),
    created: call.account.seconds(),
    groupId: GroupId,
    userId: MemberId.UserId,
  };
  store.memberships.push(membership);
  return { IdentityStoreId, MembershipId: membership.id };
}

export function describeGroupMembership(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, MembershipId } = read(input, ofMembership);
  return membershipJson(IdentityStoreId, requireMembership(requireStore(call, IdentityStoreId), MembershipId));
}

export function deleteGroupMembership(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, MembershipId } = read(input, ofMembership);
  const store = requireStore(call, IdentityStoreId);
  remove(store.memberships, requireMembership(store, MembershipId));
  return {};
}

export function listGroupMemberships(call: AwsCall, input: unknown): object {
  const asked = read(input, ofGroup.extend(paging));
  const store = requireStore(call, asked.IdentityStoreId);
  requireGroup(store, asked.GroupId);
  const found = store.memberships.filter(({ groupId }) => groupId === asked.GroupId);
  return page("GroupMemberships", found, asked, (one) => membershipJson(store.id, one));
}

export function listGroupMembershipsForMember(call: AwsCall, input: unknown): object {
  const asked = read(input, ofStore.extend({ ...paging, MemberId: memberId }));
  const store = requireStore(call, asked.IdentityStoreId);
  requireUser(store, asked.MemberId.UserId);
  const found = store.memberships.filter(({ userId }) => userId === asked.MemberId.UserId);
  return page("GroupMemberships", found, asked, (one) => membershipJson(store.id, one));
}

export function getGroupMembershipId(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, GroupId, MemberId } = read(input, ofMember);
  const membership = findMembership(requireStore(call, IdentityStoreId), GroupId, MemberId.UserId);
  if (!membership) throw missing("MEMBERSHIP not found.");
  return { IdentityStoreId, MembershipId: membership.id };
}

const inGroupsInput = ofStore.extend({ MemberId: memberId, GroupIds: z.array(resourceId).min(1).max(100) });

export function isMemberInGroups(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, MemberId, GroupIds } = read(input, inGroupsInput);
  const store = requireStore(call, IdentityStoreId);
  requireUser(store, MemberId.UserId);
  const results = GroupIds.map((GroupId) => {
    requireGroup(store, GroupId);
    return { GroupId, MemberId, MembershipExists: findMembership(store, GroupId, MemberId.UserId) !== undefined };
  });
  return { Results: results };
}

function findMembership({ memberships }: IdentityStore, group: string, user: string): Membership | undefined {
  return memberships.find(({ groupId, userId }) => groupId === group && userId === user);
}

function membershipJson(storeId: string, { id, groupId, userId, created }: Membership): object {
  return {
    IdentityStoreId: storeId,
    MembershipId: id,
    GroupId: groupId,
    MemberId: { UserId: userId },
    CreatedAt: created,
    UpdatedAt: created,
  };
}
