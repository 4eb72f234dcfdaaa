import { randomUUID } from "node:crypto";
import { remove } from "../../../lib/remove.ts";
import type { AwsCall } from "../AwsService.ts";
import { page } from "../ssoAdmin/lookup.ts";
import { read } from "../ssoAdmin/members.ts";
import { conflict, invalid } from "../ssoAdmin/refusals.ts";
import { alternateIdentifier, findBy } from "./alternateIdentifier.ts";
import { requireStore, requireUser } from "./lookup.ts";
import { attributeOperations, filters, ofStore, ofUser, paging, userAttributes, userName } from "./members.ts";
import type { IdentityStore, StoreUser } from "./state.ts";
import { changeUser } from "./userOperations.ts";

const createInput = ofStore.extend(userAttributes.partial().shape).extend({ UserName: userName });
/** What AWS has names of its own for (API reference, CreateUser). */
const reservedNames = ["administrator", "awsadministrators"];

export function createUser(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, UserName, ...attributes } = read(input, createInput);
  const store = requireStore(call, IdentityStoreId);
  checkUserName(store, UserName);
  const now = call.account.seconds();
  const user: StoreUser = { id: randomUUID(), created: now, updated: now, userName: UserName, attributes };
  store.users.push(user);
  return { IdentityStoreId, UserId: user.id };
}

export function describeUser(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, UserId } = read(input, ofUser);
  return userJson(IdentityStoreId, requireUser(requireStore(call, IdentityStoreId), UserId));
}

export function updateUser(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, UserId, Operations } = read(input, ofUser.extend({ Operations: attributeOperations }));
  const store = requireStore(call, IdentityStoreId);
  const user = requireUser(store, UserId);
  const changed = changeUser(user, Operations);
  if (changed.userName !== user.userName) checkUserName(store, changed.userName, user);
  Object.assign(user, changed, { updated: call.account.seconds() });
  return {};
}

/** The user's memberships go too; assignments to applications stay. */
export function deleteUser(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, UserId } = read(input, ofUser);
  const store = requireStore(call, IdentityStoreId);
  remove(store.users, requireUser(store, UserId));
  for (const membership of store.memberships.filter(({ userId }) => userId === UserId)) {
    remove(store.memberships, membership);
  }
  return {};
}

export function listUsers(call: AwsCall, input: unknown): object {
  const asked = read(input, ofStore.extend({ ...paging, Filters: filters }));
  const { users } = requireStore(call, asked.IdentityStoreId);
  const [filter] = asked.Filters;
  if (filter && filter.AttributePath.toLowerCase() !== "username") {
    throw invalid(`The attribute path ${filter.AttributePath} is not supported in a filter of users.`);
  }
  const found = filter ? users.filter((user) => sameName(user.userName, filter.AttributeValue)) : users;
  return page("Users", found, asked, (user) => userJson(asked.IdentityStoreId, user));
}

export function getUserId(call: AwsCall, input: unknown): object {
  const { IdentityStoreId, AlternateIdentifier } = read(
    input,
    ofStore.extend({ AlternateIdentifier: alternateIdentifier }),
  );
  const user = findBy(requireStore(call, IdentityStoreId).users, AlternateIdentifier, "USER", {
    userName: (one) => one.userName,
    "emails.value": (one) => one.attributes.Emails?.[0]?.Value,
  });
  return { IdentityStoreId, UserId: user.id };
}

/** @throws AwsError ConflictException, ValidationException */
function checkUserName({ users }: IdentityStore, name: string, self?: StoreUser): void {
  if (reservedNames.includes(name.toLowerCase())) throw invalid(`The user name ${name} is reserved.`);
  if (users.some((user) => user !== self && sameName(user.userName, name))) throw conflict("Duplicate UserName");
}

/** User names that differ in case alone are the same; AWS does not say so. */
function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function userJson(storeId: string, user: StoreUser): object {
  return {
    IdentityStoreId: storeId,
    UserId: user.id,
    UserName: user.userName,
    ...user.attributes,
    UserStatus: "ENABLED",
    CreatedAt: user.created,
    UpdatedAt: user.updated,
  };
}
