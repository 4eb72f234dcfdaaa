import type { S3AccessGrantsModel } from "../../../../trust/TrustModel.ts";
import { type AwsPlace, resource } from "./AwsPlace.ts";
import { type AwsActions, type AwsResource, type AwsRight, rightsOn } from "./AwsRight.ts";

/**
 * People and groups of Identity Center (Service Authorization Reference, "AWS Identity Store"): an action is asked for on
 * every resource type that it touches, each by an id of AWS's.
 */
export function identityStoreRights(models: readonly S3AccessGrantsModel[], place: AwsPlace): readonly AwsRight[] {
  const store = resource("IdentityStore", place.globalArn("identitystore", "identitystore/*"));
  const kinds = (kind: string): AwsResource =>
    resource(`Directory${kind}s`, `arn:aws:identitystore:::${kind.toLowerCase()}/*`);
  const user = kinds("User");
  const group = kinds("Group");
  const membership = kinds("Membership");
  const on = (resources: readonly AwsResource[], actions: AwsActions) =>
    resources.flatMap((one) => rightsOn("identitystore", one, actions));
  const declares = (kind: "users" | "groups"): boolean =>
    models.some(({ identityCenter }) =>
      Object.values(identityCenter[kind]).some(({ source }) => source === "declared"),
    );
  const hasMembers = models.some(({ identityCenter }) =>
    Object.values(identityCenter.groups).some(({ members }) => members.length > 0),
  );
  return [
    ...on([store, user], { read: ["DescribeUser", "GetUserId", "ListUsers"] }),
    ...on([store, group], { read: ["DescribeGroup", "GetGroupId"] }),
    ...on([store, group, membership], { read: ["ListGroupMemberships"] }),
    ...(declares("users")
      ? [...on([store], { write: ["CreateUser"] }), ...on([store, user], { write: ["DeleteUser", "UpdateUser"] })]
      : []),
    ...(declares("groups")
      ? [...on([store], { write: ["CreateGroup"] }), ...on([store, group], { write: ["DeleteGroup", "UpdateGroup"] })]
      : []),
    ...(hasMembers
      ? [
          ...on([store, group, user], { write: ["CreateGroupMembership"] }),
          ...on([store, group, membership, user], {
            read: ["DescribeGroupMembership"],
            find: ["GetGroupMembershipId"],
            write: ["DeleteGroupMembership"],
          }),
        ]
      : []),
  ];
}
