import { z } from "zod";
import { remove } from "../../../../lib/remove.ts";
import { randomId } from "../../../http/ids.ts";
import type { AwsCall } from "../../AwsService.ts";
import type { UserPool } from "../state.ts";
import { nowOf, requirePool } from "./lookup.ts";
import { displayName, flag, inPool, nextToken, tagMap, userPoolId, wholeNumber } from "./members.ts";
import { pageOf } from "./page.ts";
import { quotas } from "./quotas.ts";
import { readRequest } from "./readRequest.ts";
import { invalid, limitExceeded, refuse } from "./refusals.ts";
import { addCustom, attributeInput, newSchema } from "./schemaAttributes.ts";
import { userPoolJson } from "./userPoolJson.ts";
import { checkSettings, userPoolSettings } from "./userPoolSettings.ts";

const protection = z.enum(["ACTIVE", "INACTIVE"]).default("INACTIVE");

const createInput = userPoolSettings.extend({
  PoolName: displayName,
  DeletionProtection: protection,
  AliasAttributes: z.array(z.enum(["phone_number", "email", "preferred_username"])).optional(),
  UsernameAttributes: z.array(z.enum(["phone_number", "email"])).optional(),
  UsernameConfiguration: z.strictObject({ CaseSensitive: flag }).default({ CaseSensitive: true }),
  Schema: z.array(attributeInput).min(1).max(50).optional(),
  UserPoolTags: tagMap.optional(),
});

export function createUserPool(call: AwsCall, input: unknown): object {
  const { PoolName, DeletionProtection, AliasAttributes, UsernameAttributes, ...rest } = readRequest(
    input,
    createInput,
  );
  const { UsernameConfiguration, Schema, UserPoolTags, ...settings } = rest;
  const { userPools } = call.account.region(call.region);
  if (AliasAttributes && UsernameAttributes) {
    throw invalid("Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
  }
  if (userPools.length >= quotas.userPools) throw limitExceeded("user pools");
  const now = nowOf(call);
  const pool: UserPool = {
    id: `${call.region}_${randomId("", 9)}`,
    created: now,
    lastModified: now,
    name: PoolName,
    settings: checkSettings(settings, false),
    usernameAttributes: UsernameAttributes ?? [],
    aliasAttributes: AliasAttributes ?? [],
    usernameCaseSensitive: UsernameConfiguration.CaseSensitive,
    schema: newSchema(Schema ?? []),
    deletionProtection: DeletionProtection,
    tags: checkTags(UserPoolTags ?? {}),
    resourceServers: {},
    clients: {},
    groups: {},
    identityProviders: {},
    users: {},
    brandings: {},
    codes: {},
    refreshTokens: {},
    sessions: {},
    revoked: {},
  };
  userPools.push(pool);
  return { UserPool: userPoolJson(call, pool) };
}

export function describeUserPool(call: AwsCall, input: unknown): object {
  return { UserPool: userPoolJson(call, requirePool(call, readRequest(input, inPool).UserPoolId)) };
}

const updateInput = userPoolSettings.extend({
  UserPoolId: userPoolId,
  PoolName: displayName.optional(),
  DeletionProtection: protection,
  UserPoolTags: tagMap.optional(),
});

/** Resets what the request leaves out, but for the name, the tags and the settings for changes of attributes. */
export function updateUserPool(call: AwsCall, input: unknown): object {
  const { UserPoolId, PoolName, DeletionProtection, UserPoolTags, ...settings } = readRequest(input, updateInput);
  const pool = requirePool(call, UserPoolId);
  const tags = UserPoolTags && checkTags(UserPoolTags);
  pool.settings = checkSettings(
    {
      ...settings,
      UserAttributeUpdateSettings: settings.UserAttributeUpdateSettings ?? pool.settings.UserAttributeUpdateSettings,
    },
    pool.softwareTokenMfa ?? false,
  );
  pool.name = PoolName ?? pool.name;
  pool.deletionProtection = DeletionProtection;
  pool.tags = tags ?? pool.tags;
  pool.lastModified = nowOf(call);
  return {};
}

/** Takes everything in the pool with it, but a domain, which has to go first. */
export function deleteUserPool(call: AwsCall, input: unknown): undefined {
  const pool = requirePool(call, readRequest(input, inPool).UserPoolId);
  if (pool.deletionProtection === "ACTIVE") {
    throw invalid(
      "The user pool cannot be deleted because deletion protection is activated. " +
        "Deletion protection must be inactivated first.",
    );
  }
  if (pool.domain ?? pool.customDomain) {
    throw invalid("User pool cannot be deleted. It has a domain configured that should be deleted first.");
  }
  remove(call.account.region(call.region).userPools, pool);
}

const listInput = z.strictObject({ MaxResults: wholeNumber(1, 60), NextToken: nextToken.optional() });

export function listUserPools(call: AwsCall, input: unknown): object {
  const { MaxResults, NextToken } = readRequest(input, listInput);
  const { items, next } = pageOf(call.account.region(call.region).userPools, MaxResults, NextToken);
  return {
    UserPools: items.map(({ id, name, lastModified, created }) => ({
      Id: id,
      Name: name,
      LambdaConfig: {},
      LastModifiedDate: lastModified,
      CreationDate: created,
    })),
    NextToken: next,
  };
}

const addInput = inPool.extend({ CustomAttributes: z.array(attributeInput).min(1).max(25) });

export function addCustomAttributes(call: AwsCall, input: unknown): object {
  const { UserPoolId, CustomAttributes } = readRequest(input, addInput);
  const pool = requirePool(call, UserPoolId);
  pool.schema = addCustom(pool.schema, CustomAttributes);
  pool.lastModified = nowOf(call);
  return {};
}

/** @throws AwsError UserPoolTaggingException; its words are not documented */
export function checkTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  const reserved = Object.keys(tags).find((key) => key.toLowerCase().startsWith("aws:"));
  if (reserved !== undefined) throw refuse("UserPoolTaggingException", `Tag keys may not start with aws: ${reserved}`);
  if (Object.keys(tags).length > quotas.tags) {
    throw refuse("UserPoolTaggingException", `A user pool has ${quotas.tags} tags at most`);
  }
  return { ...tags };
}
