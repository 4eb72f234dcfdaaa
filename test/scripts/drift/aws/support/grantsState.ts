import type { StateResource } from "../../../../../scripts/lib/stack/StateResource.ts";
import type { GrantsTown } from "../../../verify/dataAccess/support/GrantsTown.ts";
import { resource } from "./driftContext.ts";

/** What the state of a stack has of the town in Identity Center: its memberships and assignments. */
export async function grantsState({ store, deployed, model }: GrantsTown): Promise<readonly StateResource[]> {
  const { identityStoreId: IdentityStoreId, applicationArn, users, groups } = deployed;
  const { assignment } = model.identityCenter;
  const [userNames, groupNames] = assignment.required ? [assignment.users, assignment.groups] : [[], []];
  const principals = [
    ...userNames.map((name) => users[name]?.userId),
    ...groupNames.map((name) => groups[name]?.groupId),
  ].map(String);
  const { GroupMemberships = [] } = await store.listGroupMemberships({
    ...{ IdentityStoreId, GroupId: groups["analysts"]?.groupId },
  });
  return [
    ...GroupMemberships.map(({ MembershipId = "" }) =>
      resource(
        "aws:identitystore/groupMembership:GroupMembership",
        "s3/analysts/dora",
        `${IdentityStoreId}/${MembershipId}`,
        {
          membershipId: MembershipId,
        },
      ),
    ),
    ...principals.map((principalId) =>
      resource("aws:ssoadmin/applicationAssignment:ApplicationAssignment", `s3/${principalId}`, principalId, {
        ...{ applicationArn, principalId },
      }),
    ),
  ];
}
