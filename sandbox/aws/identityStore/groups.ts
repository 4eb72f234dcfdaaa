import { randomUUID } from "node:crypto";
import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { AwsCall } from "../AwsService.ts";
import { page } from "../ssoAdmin/lookup.ts";
import { read } from "../ssoAdmin/members.ts";
import { conflict, invalid } from "../ssoAdmin/refusals.ts";
import { alternateIdentifier, findBy } from "./alternateIdentifier.ts";
import { requireGroup, requireStore } from "./lookup.ts";
import { attributeOperations, description, displayName, filters, ofGroup, ofStore, paging } from "./members.ts";
import type { IdentityStore, StoreGroup } from "./state.ts";

const createInput = ofStore.extend({ DisplayName: displayName, Description: description.optional() });

export function createGroup(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, DisplayName, Description } = read(input, createInput);
  const store = requireStore(call, IdentityStoreId);
  checkDisplayName(store, DisplayName);
  const now = call.account.seconds();
  const group: StoreGroup = {
    id: randomUUID(),
    created: now,
    updated: now,
    displayName: DisplayName,
    description: Description,
  };
  store.groups.push(group);
  return { IdentityStoreId, GroupId: group.id };
}

export function describeGroup(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, GroupId } = read(input, ofGroup);
  return groupJson(IdentityStoreId, requireGroup(requireStore(call, IdentityStoreId), GroupId));
}

/** An operation without a value takes the attribute away. @throws AwsError ValidationException for other attributes */
export function updateGroup(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, GroupId, Operations } = read(input, ofGroup.extend({ Operations: attributeOperations }));
  const store = requireStore(call, IdentityStoreId);
  const group = requireGroup(store, GroupId);
  const changed = { displayName: group.displayName, description: group.description };
  for (const { AttributePath, AttributeValue } of Operations) {
    if (AttributePath === "displayName") changed.displayName = read(AttributeValue, displayName);
    else if (AttributePath === "description") {
      changed.description = read(AttributeValue ?? undefined, z.optional(description));
    } else throw invalid(`The attribute path ${AttributePath} is not supported.`);
  }
  if (changed.displayName !== group.displayName) checkDisplayName(store, changed.displayName, group);
  Object.assign(group, changed, { updated: call.account.seconds() });
  return {};
}

/** The group's memberships go too. */
export function deleteGroup(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, GroupId } = read(input, ofGroup);
  const store = requireStore(call, IdentityStoreId);
  remove(store.groups, requireGroup(store, GroupId));
  for (const membership of store.memberships.filter(({ groupId }) => groupId === GroupId)) {
    remove(store.memberships, membership);
  }
  return {};
}

export function listGroups(call: AwsCall, input: unknown): object {
  const asked = read(input, ofStore.extend({ ...paging, Filters: filters }));
  const { groups } = requireStore(call, asked.IdentityStoreId);
  const [filter] = asked.Filters;
  if (filter && filter.AttributePath.toLowerCase() !== "displayname") {
    throw invalid(`The attribute path ${filter.AttributePath} is not supported in a filter of groups.`);
  }
  const found = filter ? groups.filter((group) => group.displayName === filter.AttributeValue) : groups;
  return page("Groups", found, asked, (group) => groupJson(asked.IdentityStoreId, group));
}

export function getGroupId(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, AlternateIdentifier } = read(
    input,
    ofStore.extend({ AlternateIdentifier: alternateIdentifier }),
  );
  const group = findBy(requireStore(call, IdentityStoreId).groups, AlternateIdentifier, "GROUP", {
    displayName: (one) => one.displayName,
  });
  return { IdentityStoreId, GroupId: group.id };
}

/** @throws AwsError ConflictException */
function checkDisplayName({ groups }: IdentityStore, name: string, self?: StoreGroup): void {
  if (groups.some((group) => group !== self && group.displayName === name))
    throw conflict("Duplicate GroupDisplayName");
}

function groupJson(storeId: string, group: StoreGroup): object {
  return {
    IdentityStoreId: storeId,
    GroupId: group.id,
    DisplayName: group.displayName,
    Description: group.description,
    CreatedAt: group.created,
    UpdatedAt: group.updated,
  };
}
