import { type AskedOperation, each, on, type RightsTable, textOf } from "../iam/OperationRights.ts";

type Resource = (asked: AskedOperation) => string;

const store: Resource = (asked) =>
  `arn:aws:identitystore::${asked.call.account.id}:identitystore/${textOf(asked, "IdentityStoreId")}`;
const user: Resource = (asked) => `arn:aws:identitystore:::user/${textOf(asked, "UserId") || memberOf(asked)}`;
const group: Resource = (asked) => `arn:aws:identitystore:::group/${textOf(asked, "GroupId") || "*"}`;
const membership: Resource = (asked) => `arn:aws:identitystore:::membership/${textOf(asked, "MembershipId") || "*"}`;

/** Whom a membership is of; anybody where the request names nobody. */
function memberOf(asked: AskedOperation): string {
  const id = (asked.member("MemberId") as { readonly UserId?: unknown } | undefined)?.UserId;
  return typeof id === "string" ? id : "*";
}

const onAll = (...resources: readonly Resource[]) =>
  on("identitystore", (asked) => resources.map((resource) => resource(asked)));

/**
 * Service Authorization Reference, "AWS Identity Store": every resource type that it marks as required. Where a request does
 * not name one, such as the person behind a name, it is any of them.
 */
export const identityStoreRights: RightsTable = {
  ...each(["CreateGroup", "CreateUser"], onAll(store)),
  ...each(["DeleteUser", "DescribeUser", "GetUserId", "ListUsers", "UpdateUser"], onAll(store, user)),
  ...each(["DeleteGroup", "DescribeGroup", "GetGroupId", "ListGroups", "UpdateGroup"], onAll(store, group)),
  CreateGroupMembership: onAll(store, group, user),
  ...each(
    ["DeleteGroupMembership", "DescribeGroupMembership", "GetGroupMembershipId", "IsMemberInGroups"],
    onAll(store, group, membership, user),
  ),
  ListGroupMemberships: onAll(store, group, membership),
  ListGroupMembershipsForMember: onAll(store, membership, user),
};
