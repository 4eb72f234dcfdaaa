import { unlessNotFound } from "../../../providers/lib/aws/awsErrors.ts";
import { string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { allTags, planRegionAndTags, regionInput, tagList, tagsAllOutput, tagsInput, viewTags } from "./regional.ts";
import { readS3ControlTags, updateS3ControlTags } from "./s3controlTags.ts";

/**
 * `aws:s3control/accessGrantsInstance:AccessGrantsInstance` (hashicorp/terraform-provider-aws,
 * aws_s3control_access_grants_instance). As there, the Identity Center instance is not read back: one that was dissociated
 * by hand shows in `identityCenterApplicationArn` alone.
 */
export const accessGrantsInstance = defineResource<AwsClient>()({
  type: "aws:s3control/accessGrantsInstance:AccessGrantsInstance",
  inputs: {
    ...regionInput,
    ...tagsInput,
    accountId: string({ computed: true, forceNew: true }),
    identityCenterArn: string({ unreturned: true }),
  },
  outputs: {
    ...tagsAllOutput,
    accessGrantsInstanceArn: {},
    accessGrantsInstanceId: {},
    identityCenterApplicationArn: {},
  },
  plan: planRegionAndTags,
  updates: (has) => (has("identityCenterArn") ? ["identityCenterApplicationArn"] : []),

  async create(aws, inputs) {
    const s3 = await aws.s3Control(inputs.region);
    const accountId = inputs.accountId ?? (await aws.caller()).account;
    await s3.createAccessGrantsInstance({
      AccountId: accountId,
      IdentityCenterArn: inputs.identityCenterArn,
      Tags: tagList(allTags(inputs, aws)),
    });
    return { id: accountId };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const s3 = await aws.s3Control(region);
    const found = await unlessNotFound(s3.getAccessGrantsInstance({ AccountId: id }));
    if (found === undefined) return undefined;
    const tags = await readS3ControlTags(aws, { arn: found.AccessGrantsInstanceArn ?? "", accountId: id, region });
    return {
      ...viewTags(tags, aws, known.tags),
      accessGrantsInstanceArn: found.AccessGrantsInstanceArn,
      accessGrantsInstanceId: found.AccessGrantsInstanceId,
      accountId: id,
      identityCenterApplicationArn: found.IdentityCenterApplicationArn,
      region,
    };
  },

  async update(aws, id, { inputs, old, has }) {
    const { region, identityCenterArn } = inputs;
    const s3 = await aws.s3Control(region);
    if (has("identityCenterArn")) {
      if (old.identityCenterArn) await s3.dissociateAccessGrantsIdentityCenter({ AccountId: id });
      if (identityCenterArn) {
        await s3.associateAccessGrantsIdentityCenter({ AccountId: id, IdentityCenterArn: identityCenterArn });
      }
    }
    const arn = old["accessGrantsInstanceArn"] as string;
    await updateS3ControlTags(aws, { arn, accountId: id, region }, old, inputs);
    return undefined;
  },

  async delete(aws, id, { region, identityCenterArn }) {
    const s3 = await aws.s3Control(region);
    if (identityCenterArn) await unlessNotFound(s3.dissociateAccessGrantsIdentityCenter({ AccountId: id }));
    await unlessNotFound(s3.deleteAccessGrantsInstance({ AccountId: id }));
  },
});
