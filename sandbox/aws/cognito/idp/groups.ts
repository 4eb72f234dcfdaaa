import { z } from "zod";
import { forget } from "../../../remember.ts";
import type { AwsCall } from "../../AwsService.ts";
import type { Group } from "../state.ts";
import { nowOf, requireGroup, requirePool } from "./lookup.ts";
import { arn, inPool, nextToken, ofGroup, wholeNumber } from "./members.ts";
import { pageOf } from "./page.ts";
import { quotas } from "./quotas.ts";
import { readRequest } from "./readRequest.ts";
import { limitExceeded, refuse } from "./refusals.ts";

const groupInput = ofGroup.extend({
  Description: z.string().max(2048).optional(),
  RoleArn: arn.optional(),
  Precedence: wholeNumber(0, 2 ** 31 - 1).optional(),
});

export function createGroup(call: AwsCall, input: unknown): object {
  const { UserPoolId, GroupName, Description, RoleArn, Precedence } = readRequest(input, groupInput);
  const { groups } = requirePool(call, UserPoolId);
  if (Object.hasOwn(groups, GroupName)) throw refuse("GroupExistsException", "A group with the name already exists.");
  if (Object.keys(groups).length >= quotas.groups) throw limitExceeded("groups");
  const now = nowOf(call);
  const group: Group = {
    name: GroupName,
    description: Description,
    precedence: Precedence,
    roleArn: RoleArn,
    created: now,
    lastModified: now,
    members: [],
  };
  groups[GroupName] = group;
  return { Group: groupJson(UserPoolId, group) };
}

export function getGroup(call: AwsCall, input: unknown): object {
  const { UserPoolId, GroupName } = readRequest(input, ofGroup);
  return { Group: groupJson(UserPoolId, requireGroup(requirePool(call, UserPoolId), GroupName)) };
}

/** Changes what the request names, and nothing else. */
export function updateGroup(call: AwsCall, input: unknown): object {
  const { UserPoolId, GroupName, Description, RoleArn, Precedence } = readRequest(input, groupInput);
  const group = requireGroup(requirePool(call, UserPoolId), GroupName);
  group.description = Description ?? group.description;
  group.roleArn = RoleArn ?? group.roleArn;
  group.precedence = Precedence ?? group.precedence;
  group.lastModified = nowOf(call);
  return { Group: groupJson(UserPoolId, group) };
}

export function deleteGroup(call: AwsCall, input: unknown): undefined {
  const { UserPoolId, GroupName } = readRequest(input, ofGroup);
  const pool = requirePool(call, UserPoolId);
  requireGroup(pool, GroupName);
  forget(pool.groups, GroupName);
}

const listInput = inPool.extend({ Limit: wholeNumber(0, 60).default(60), NextToken: nextToken.optional() });

export function listGroups(call: AwsCall, input: unknown): object {
  const { UserPoolId, Limit, NextToken } = readRequest(input, listInput);
  const { items, next } = pageOf(Object.values(requirePool(call, UserPoolId).groups), Limit || 60, NextToken);
  return { Groups: items.map((group) => groupJson(UserPoolId, group)), NextToken: next };
}

export function groupJson(poolId: string, group: Group): object {
  return {
    GroupName: group.name,
    UserPoolId: poolId,
    Description: group.description,
    RoleArn: group.roleArn,
    Precedence: group.precedence,
    LastModifiedDate: group.lastModified,
    CreationDate: group.created,
  };
}
