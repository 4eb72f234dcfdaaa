import type { AwsCall } from "../../AwsService.ts";
import type { Group, User, UserPool } from "../state.ts";
import { groupJson } from "./groups.ts";
import { requireGroup, requirePool, requireUser } from "./lookup.ts";
import { nextToken, ofGroup, ofUser, username, wholeNumber } from "./members.ts";
import { pageOf } from "./page.ts";
import { quotas } from "./quotas.ts";
import { readRequest } from "./readRequest.ts";
import { limitExceeded } from "./refusals.ts";
import { userJson } from "./userJson.ts";

const memberInput = ofGroup.extend({ Username: username });
const paging = { Limit: wholeNumber(0, 60).default(60), NextToken: nextToken.optional() };

/** Adding a member again succeeds. */
export function adminAddUserToGroup(call: AwsCall, input: unknown): undefined {
  const { pool, group, user } = readMembership(call, input);
  if (group.members.includes(user.sub)) return;
  if (groupsOf(pool, user).length >= quotas.groupsOfUser) throw limitExceeded("groups of the user");
  group.members.push(user.sub);
}

export function adminRemoveUserFromGroup(call: AwsCall, input: unknown): undefined {
  const { group, user } = readMembership(call, input);
  group.members = group.members.filter((sub) => sub !== user.sub);
}

function readMembership(call: AwsCall, input: unknown): { pool: UserPool; group: Group; user: User } {
  const { UserPoolId, GroupName, Username } = readRequest(input, memberInput);
  const pool = requirePool(call, UserPoolId);
  return { pool, user: requireUser(pool, Username), group: requireGroup(pool, GroupName) };
}

export function adminListGroupsForUser(call: AwsCall, input: unknown): object {
  const { UserPoolId, Username, Limit, NextToken } = readRequest(input, ofUser.extend(paging));
  const pool = requirePool(call, UserPoolId);
  const { items, next } = pageOf(groupsOf(pool, requireUser(pool, Username)), Limit || 60, NextToken);
  return { Groups: items.map((group) => groupJson(UserPoolId, group)), NextToken: next };
}

export function listUsersInGroup(call: AwsCall, input: unknown): object {
  const { UserPoolId, GroupName, Limit, NextToken } = readRequest(input, ofGroup.extend(paging));
  const pool = requirePool(call, UserPoolId);
  const members = requireGroup(pool, GroupName).members.flatMap((sub) => pool.users[sub] ?? []);
  const { items, next } = pageOf(members, Limit || 60, NextToken);
  return { Users: items.map((user) => userJson(pool, user)), NextToken: next };
}

/** In order of their creation; AWS's order is not documented. */
function groupsOf({ groups }: UserPool, { sub }: User): Group[] {
  return Object.values(groups).filter(({ members }) => members.includes(sub));
}
