import type { AwsService } from "../AwsService.ts";
import { json11Service } from "../protocol/json11.ts";
import * as groups from "./groups.ts";
import * as memberships from "./memberships.ts";
import { identityStoreRights } from "./rights.ts";
import * as users from "./users.ts";

/** The directory of IAM Identity Center (Identity Store API reference). */
export function identityStore(): AwsService {
  return json11Service({
    signingName: "identitystore",
    targetPrefix: "AWSIdentityStore",
    rights: identityStoreRights,
    handlers: new Map(
      Object.entries({
        CreateGroup: groups.createGroup,
        CreateGroupMembership: memberships.createGroupMembership,
        CreateUser: users.createUser,
        DeleteGroup: groups.deleteGroup,
        DeleteGroupMembership: memberships.deleteGroupMembership,
        DeleteUser: users.deleteUser,
        DescribeGroup: groups.describeGroup,
        DescribeGroupMembership: memberships.describeGroupMembership,
        DescribeUser: users.describeUser,
        GetGroupId: groups.getGroupId,
        GetGroupMembershipId: memberships.getGroupMembershipId,
        GetUserId: users.getUserId,
        IsMemberInGroups: memberships.isMemberInGroups,
        ListGroupMemberships: memberships.listGroupMemberships,
        ListGroupMembershipsForMember: memberships.listGroupMembershipsForMember,
        ListGroups: groups.listGroups,
        ListUsers: users.listUsers,
        UpdateGroup: groups.updateGroup,
        UpdateUser: users.updateUser,
      }),
    ),
  });
}
