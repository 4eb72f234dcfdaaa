import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import { string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { planRegion, regionInput } from "./regional.ts";

const missing = "ResourceNotFoundException";

/** `aws:identitystore/groupMembership:GroupMembership` (hashicorp/terraform-provider-aws, aws_identitystore_group_membership). */
export const identityStoreGroupMembership = defineResource<AwsClient>()({
  type: "aws:identitystore/groupMembership:GroupMembership",
  inputs: {
    ...regionInput,
    groupId: string({ required: true, forceNew: true }),
    identityStoreId: string({ required: true, forceNew: true }),
    memberId: string({ required: true, forceNew: true }),
  },
  outputs: { membershipId: {} },
  plan: planRegion,

  async create(aws, { region, groupId, identityStoreId, memberId }) {
    const store = await aws.identityStore(region);
    const { MembershipId: membershipId = "" } = await store.createGroupMembership({
      GroupId: groupId,
      IdentityStoreId: identityStoreId,
      MemberId: { UserId: memberId },
    });
    return { id: `${identityStoreId}/${membershipId}` };
  },

  async read(aws, id, known) {
    const [IdentityStoreId, MembershipId] = splitId(id, "/", "identityStoreId", "membershipId");
    const region = known.region ?? aws.region;
    const store = await aws.identityStore(region);
    const found = await unlessMissing(store.describeGroupMembership({ IdentityStoreId, MembershipId }), missing);
    return (
      found && {
        groupId: found.GroupId,
        identityStoreId: found.IdentityStoreId,
        memberId: found.MemberId?.UserId,
        membershipId: found.MembershipId,
        region,
      }
    );
  },

  async delete(aws, id, { region }) {
    const [IdentityStoreId, MembershipId] = splitId(id, "/", "identityStoreId", "membershipId");
    const store = await aws.identityStore(region);
    await unlessMissing(store.deleteGroupMembership({ IdentityStoreId, MembershipId }), missing);
  },
});
