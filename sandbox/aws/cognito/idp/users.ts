import { randomUUID } from "node:crypto";
import { z } from "zod";
import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import { forget } from "../../../remember.ts";
import { unsupported } from "../../protocol/AwsError.ts";
import type { AwsCall } from "../../AwsService.ts";
import { foldCase, nameOf } from "../find.ts";
import { temporaryPassword } from "../passwords.ts";
import { revokeOrigin } from "../refreshTokens.ts";
import type { User, UserPool } from "../state.ts";
import { nowOf, readUser, requirePool, requireUser } from "./lookup.ts";
import { attributeName, attributes, flag, metadata, ofUser, password } from "./members.ts";
import { readRequest } from "./readRequest.ts";
import { invalid, refuse } from "./refusals.ts";
import { claimNames, isEmail, isPhone, readAttributes, requireAttributes, withUnverified } from "./userAttributes.ts";
import { attributesJson, statusJson, userJson } from "./userJson.ts";
import { checkPassword } from "./userPasswords.ts";

const createInput = ofUser.extend({
  UserAttributes: attributes.optional(),
  ValidationData: attributes.optional(),
  TemporaryPassword: password.optional(),
  ForceAliasCreation: flag.default(false),
  MessageAction: z.enum(["RESEND", "SUPPRESS"]).optional(),
  DesiredDeliveryMediums: z.array(z.enum(["SMS", "EMAIL"])).optional(),
  ClientMetadata: metadata.optional(),
});

/** Makes a user that has to choose a password; the sandbox sends no message, whatever was asked for. */
export function adminCreateUser(call: AwsCall, input: unknown): object {
  const given = readRequest(input, createInput);
  const pool = requirePool(call, given.UserPoolId);
  if (given.DesiredDeliveryMediums?.includes("SMS")) throw unsupported("InvalidParameterException", "text messages");
  const now = nowOf(call);
  if (given.TemporaryPassword) checkPassword(pool, given.TemporaryPassword);
  const value = given.TemporaryPassword || temporaryPassword(pool);
  if (given.MessageAction === "RESEND") return resend(pool, given.Username, { value, temporary: true, set: now });
  const own = nameAttribute(pool, given.Username);
  const read = readAttributes(pool, given.UserAttributes ?? [], true);
  const user: User = {
    sub: randomUUID(),
    username: foldCase(pool, given.Username),
    created: now,
    lastModified: now,
    enabled: true,
    status: "FORCE_CHANGE_PASSWORD",
    attributes: { ...read, ...(own && { [own]: given.Username }) },
    password: { value, temporary: true, set: now },
  };
  requireAttributes(pool, user.attributes);
  claimNames(pool, user, true, given.ForceAliasCreation);
  pool.users[user.sub] = user;
  return { User: userJson(pool, user) };
}

/** A new temporary password, with its time from the beginning. */
function resend(pool: UserPool, name: string, renewed: NonNullable<User["password"]>): object {
  const user = requireUser(pool, name);
  if (user.status !== "FORCE_CHANGE_PASSWORD") {
    throw refuse(
      "UnsupportedUserStateException",
      `Resend not possible. ${nameOf(pool, user)} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  user.password = renewed;
  user.lastModified = renewed.set;
  return { User: userJson(pool, user) };
}

/**
 * The attribute that a user name is, in a pool that signs in with attributes.
 * @throws AwsError for a name of another form, and for one that looks like an alias
 */
function nameAttribute({ usernameAttributes, aliasAttributes }: UserPool, name: string): string | undefined {
  if (usernameAttributes.length > 0) {
    if (usernameAttributes.includes("email") && isEmail(name)) return "email";
    if (usernameAttributes.includes("phone_number") && isPhone(name)) return "phone_number";
    if (usernameAttributes.length > 1) throw invalid("Username should be either an email or a phone number.");
    throw invalid(`Username should be ${usernameAttributes.includes("email") ? "an email" : "a phone number"}.`);
  }
  if (aliasAttributes.includes("email") && isEmail(name)) {
    throw invalid("Username cannot be of email format, since user pool is configured for email alias.");
  }
  if (aliasAttributes.includes("phone_number") && isPhone(name)) {
    throw invalid("Username cannot be of phone number format, since user pool is configured for phone number alias.");
  }
  return undefined;
}

export function adminGetUser(call: AwsCall, input: unknown): object {
  const { pool, user } = readUser(call, readRequest(input, ofUser));
  return { Username: nameOf(pool, user), UserAttributes: attributesJson(user), ...statusJson(user) };
}

const updateInput = ofUser.extend({ UserAttributes: attributes, ClientMetadata: metadata.optional() });

export function adminUpdateUserAttributes(call: AwsCall, input: unknown): object {
  const given = readRequest(input, updateInput);
  const { pool, user, now } = readUser(call, given);
  const changes = withUnverified(user.attributes, readAttributes(pool, given.UserAttributes, false));
  const changed = { ...user, attributes: { ...user.attributes, ...changes } };
  requireAttributes(pool, changed.attributes);
  claimNames(pool, changed, false, false);
  user.attributes = changed.attributes;
  user.lastModified = now;
  return {};
}

const deleteInput = ofUser.extend({ UserAttributeNames: z.array(attributeName) });

export function adminDeleteUserAttributes(call: AwsCall, input: unknown): object {
  const given = readRequest(input, deleteInput);
  const { pool, user, now } = readUser(call, given);
  readAttributes(
    pool,
    given.UserAttributeNames.map((Name) => ({ Name })),
    false,
  );
  const left = withoutKeys(user.attributes, given.UserAttributeNames);
  requireAttributes(pool, left);
  user.attributes = left;
  user.lastModified = now;
  return {};
}

export function adminDeleteUser(call: AwsCall, input: unknown): undefined {
  const { pool, user } = readUser(call, readRequest(input, ofUser));
  for (const group of Object.values(pool.groups)) group.members = group.members.filter((sub) => sub !== user.sub);
  for (const held of [pool.codes, pool.refreshTokens, pool.sessions]) {
    for (const [key, { sub }] of Object.entries(held)) if (sub === user.sub) forget(held, key);
  }
  forget(pool.users, user.sub);
}

export function adminEnableUser(call: AwsCall, input: unknown): object {
  return setEnabled(call, input, true);
}

export function adminDisableUser(call: AwsCall, input: unknown): object {
  return setEnabled(call, input, false);
}

function setEnabled(call: AwsCall, input: unknown, enabled: boolean): object {
  const { user, now } = readUser(call, readRequest(input, ofUser));
  user.enabled = enabled;
  user.lastModified = now;
  return {};
}

/** Every token that the user has is void from now on; browsers stay signed in at the pool's domain. */
export function adminUserGlobalSignOut(call: AwsCall, input: unknown): object {
  const { pool, user, now } = readUser(call, readRequest(input, ofUser));
  signOutEverywhere(pool, user, now);
  return {};
}

/** Tokens tell their time in whole seconds: those of the same second are found by their refresh tokens. */
export function signOutEverywhere(pool: UserPool, user: User, now: number): void {
  const seconds = Math.floor(now);
  user.signedOutBefore = seconds;
  for (const { sub, originJti } of Object.values(pool.refreshTokens)) {
    if (sub === user.sub) revokeOrigin(pool, originJti, seconds);
  }
}
