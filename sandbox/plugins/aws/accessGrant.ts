import type { GranteeType, Permission } from "@aws-sdk/client-s3-control";
import { unlessNotFound } from "../../../providers/lib/aws/awsErrors.ts";
import { object, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { allTags, planRegionAndTags, regionInput, tagList, tagsAllOutput, tagsInput, viewTags } from "./regional.ts";
import { readS3ControlTags, updateS3ControlTags } from "./s3controlTags.ts";

/** `aws:s3control/accessGrant:AccessGrant` (hashicorp/terraform-provider-aws, aws_s3control_access_grant). */
export const accessGrant = defineResource<AwsClient>()({
  type: "aws:s3control/accessGrant:AccessGrant",
  inputs: {
    ...regionInput,
    ...tagsInput,
    accessGrantsLocationConfiguration: object({ s3SubPrefix: string() }, { forceNew: true }),
    accessGrantsLocationId: string({ required: true, forceNew: true }),
    accountId: string({ computed: true, forceNew: true }),
    grantee: object(
      {
        granteeIdentifier: string({ required: true }),
        granteeType: string({ required: true, oneOf: ["DIRECTORY_USER", "DIRECTORY_GROUP", "IAM"] }),
      },
      { required: true, forceNew: true },
    ),
    permission: string({ required: true, forceNew: true, oneOf: ["READ", "WRITE", "READWRITE"] }),
    s3PrefixType: string({ forceNew: true, unreturned: true, oneOf: ["Object"] }),
  },
  outputs: { ...tagsAllOutput, accessGrantArn: {}, accessGrantId: {}, grantScope: {} },
  plan: planRegionAndTags,

  async create(aws, inputs) {
    const s3 = await aws.s3Control(inputs.region);
    const accountId = inputs.accountId ?? (await aws.caller()).account;
    const { granteeIdentifier, granteeType } = inputs.grantee;
    const configuration = inputs.accessGrantsLocationConfiguration;
    const { AccessGrantId: grantId = "" } = await s3.createAccessGrant({
      AccessGrantsLocationConfiguration: configuration && { S3SubPrefix: configuration.s3SubPrefix },
      AccessGrantsLocationId: inputs.accessGrantsLocationId,
      AccountId: accountId,
      Grantee: { GranteeIdentifier: granteeIdentifier, GranteeType: granteeType as GranteeType },
      Permission: inputs.permission as Permission,
      S3PrefixType: inputs.s3PrefixType as "Object" | undefined,
      Tags: tagList(allTags(inputs, aws)),
    });
    return { id: `${accountId},${grantId}` };
  },

  async read(aws, id, known) {
    const [accountId, grantId] = splitId(id, ",", "accountId", "accessGrantId");
    const region = known.region ?? aws.region;
    const s3 = await aws.s3Control(region);
    const found = await unlessNotFound(s3.getAccessGrant({ AccountId: accountId, AccessGrantId: grantId }));
    if (found === undefined) return undefined;
    const s3SubPrefix = found.AccessGrantsLocationConfiguration?.S3SubPrefix;
    const tags = await readS3ControlTags(aws, { arn: found.AccessGrantArn ?? "", accountId, region });
    return {
      ...viewTags(tags, aws, known.tags),
      accessGrantArn: found.AccessGrantArn,
      accessGrantId: grantId,
      accessGrantsLocationConfiguration: s3SubPrefix ? { s3SubPrefix } : undefined,
      accessGrantsLocationId: found.AccessGrantsLocationId,
      accountId,
      grantScope: found.GrantScope,
      grantee: {
        granteeIdentifier: found.Grantee?.GranteeIdentifier,
        granteeType: found.Grantee?.GranteeType,
      },
      permission: found.Permission,
      region,
    };
  },

  async update(aws, id, { inputs, old }) {
    const [accountId] = splitId(id, ",", "accountId", "accessGrantId");
    const arn = old["accessGrantArn"] as string;
    await updateS3ControlTags(aws, { arn, accountId, region: inputs.region }, old, inputs);
    return undefined;
  },

  async delete(aws, id, { region }) {
    const [accountId, grantId] = splitId(id, ",", "accountId", "accessGrantId");
    const s3 = await aws.s3Control(region);
    await unlessNotFound(s3.deleteAccessGrant({ AccountId: accountId, AccessGrantId: grantId }));
  },
});
