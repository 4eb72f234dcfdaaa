import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import { string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { camelFields } from "./identityStoreUser.ts";
import { partitionOf, planRegion, regionInput } from "./regional.ts";

const missing = "ResourceNotFoundException";

/** `aws:identitystore/group:Group` (hashicorp/terraform-provider-aws, aws_identitystore_group). */
export const identityStoreGroup = defineResource<AwsClient>()({
  type: "aws:identitystore/group:Group",
  inputs: {
    ...regionInput,
    description: string(),
    displayName: string({ required: true, forceNew: true }),
    identityStoreId: string({ required: true, forceNew: true }),
  },
  outputs: { arn: {}, externalIds: {}, groupId: {} },
  plan: planRegion,

  async create(aws, { region, description, displayName, identityStoreId }) {
    const store = await aws.identityStore(region);
    const { GroupId: groupId = "" } = await store.createGroup({
      Description: description,
      DisplayName: displayName,
      IdentityStoreId: identityStoreId,
    });
    return { id: `${identityStoreId}/${groupId}` };
  },

  async read(aws, id, known) {
    const [IdentityStoreId, GroupId] = splitId(id, "/", "identityStoreId", "groupId");
    const region = known.region ?? aws.region;
    const store = await aws.identityStore(region);
    const found = await unlessMissing(store.describeGroup({ IdentityStoreId, GroupId }), missing);
    return (
      found && {
        arn: `arn:${partitionOf(region)}:identitystore:::group/${GroupId}`,
        description: found.Description,
        displayName: found.DisplayName,
        externalIds: (found.ExternalIds ?? []).map(camelFields),
        groupId: found.GroupId,
        identityStoreId: found.IdentityStoreId,
        region,
      }
    );
  },

  async update(aws, id, { inputs: { region, description } }) {
    const [IdentityStoreId, GroupId] = splitId(id, "/", "identityStoreId", "groupId");
    const store = await aws.identityStore(region);
    const Operations = [{ AttributePath: "description", AttributeValue: description ?? null }];
    await store.updateGroup({ IdentityStoreId, GroupId, Operations });
    return undefined;
  },

  async delete(aws, id, { region }) {
    const [IdentityStoreId, GroupId] = splitId(id, "/", "identityStoreId", "groupId");
    const store = await aws.identityStore(region);
    await unlessMissing(store.deleteGroup({ IdentityStoreId, GroupId }), missing);
  },
});
