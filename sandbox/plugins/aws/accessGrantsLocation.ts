import { unlessNotFound } from "../../../providers/lib/aws/awsErrors.ts";
import { string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { allTags, planRegionAndTags, regionInput, tagList, tagsAllOutput, tagsInput, viewTags } from "./regional.ts";
import { readS3ControlTags, updateS3ControlTags } from "./s3controlTags.ts";

/**
 * `aws:s3control/accessGrantsLocation:AccessGrantsLocation` (hashicorp/terraform-provider-aws,
 * aws_s3control_access_grants_location).
 */
export const accessGrantsLocation = defineResource<AwsClient>()({
  type: "aws:s3control/accessGrantsLocation:AccessGrantsLocation",
  inputs: {
    ...regionInput,
    ...tagsInput,
    accountId: string({ computed: true, forceNew: true }),
    iamRoleArn: string({ required: true }),
    locationScope: string({ required: true, forceNew: true }),
  },
  outputs: { ...tagsAllOutput, accessGrantsLocationArn: {}, accessGrantsLocationId: {} },
  plan: planRegionAndTags,

  async create(aws, inputs) {
    const s3 = await aws.s3Control(inputs.region);
    const accountId = inputs.accountId ?? (await aws.caller()).account;
    const { AccessGrantsLocationId: locationId = "" } = await s3.createAccessGrantsLocation({
      AccountId: accountId,
      IAMRoleArn: inputs.iamRoleArn,
      LocationScope: inputs.locationScope,
      Tags: tagList(allTags(inputs, aws)),
    });
    return { id: `${accountId},${locationId}` };
  },

  async read(aws, id, known) {
    const [accountId, locationId] = splitId(id, ",", "accountId", "accessGrantsLocationId");
    const region = known.region ?? aws.region;
    const s3 = await aws.s3Control(region);
    const asked = s3.getAccessGrantsLocation({ AccountId: accountId, AccessGrantsLocationId: locationId });
    const found = await unlessNotFound(asked);
    if (found === undefined) return undefined;
    const tags = await readS3ControlTags(aws, { arn: found.AccessGrantsLocationArn ?? "", accountId, region });
    return {
      ...viewTags(tags, aws, known.tags),
      accessGrantsLocationArn: found.AccessGrantsLocationArn,
      accessGrantsLocationId: locationId,
      accountId,
      iamRoleArn: found.IAMRoleArn,
      locationScope: found.LocationScope,
      region,
    };
  },

  async update(aws, id, { inputs, old, has }) {
    const [accountId, locationId] = splitId(id, ",", "accountId", "accessGrantsLocationId");
    const { region, iamRoleArn } = inputs;
    if (has("iamRoleArn")) {
      const s3 = await aws.s3Control(region);
      await s3.updateAccessGrantsLocation({
        AccountId: accountId,
        AccessGrantsLocationId: locationId,
        IAMRoleArn: iamRoleArn,
      });
    }
    const arn = old["accessGrantsLocationArn"] as string;
    await updateS3ControlTags(aws, { arn, accountId, region }, old, inputs);
    return undefined;
  },

  async delete(aws, id, { region }) {
    const [accountId, locationId] = splitId(id, ",", "accountId", "accessGrantsLocationId");
    const s3 = await aws.s3Control(region);
    const gone = s3.deleteAccessGrantsLocation({ AccountId: accountId, AccessGrantsLocationId: locationId });
    await unlessNotFound(gone);
  },
});
