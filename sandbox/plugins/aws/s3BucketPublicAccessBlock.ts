import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import { boolean, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { planRegion, regionInput } from "./regional.ts";

const inputs = {
  ...regionInput,
  blockPublicAcls: boolean({ default: false }),
  blockPublicPolicy: boolean({ default: false }),
  bucket: string({ required: true, forceNew: true }),
  ignorePublicAcls: boolean({ default: false }),
  restrictPublicBuckets: boolean({ default: false }),
  skipDestroy: boolean({ unreturned: true }),
};
const missing = ["NoSuchBucket", "NoSuchPublicAccessBlockConfiguration"];

/**
 * `aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock` (hashicorp/terraform-provider-aws,
 * aws_s3_bucket_public_access_block).
 */
export const s3BucketPublicAccessBlock = defineResource<AwsClient>()({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  inputs,
  outputs: {},
  plan: planRegion,

  async create(aws, inputs) {
    await put(aws, inputs);
    return { id: inputs.bucket };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const s3 = await aws.s3(region);
    const found = await unlessMissing(s3.getPublicAccessBlock({ Bucket: id }), ...missing);
    const block = found?.PublicAccessBlockConfiguration;
    return (
      block && {
        blockPublicAcls: block.BlockPublicAcls ?? false,
        blockPublicPolicy: block.BlockPublicPolicy ?? false,
        bucket: id,
        ignorePublicAcls: block.IgnorePublicAcls ?? false,
        region,
        restrictPublicBuckets: block.RestrictPublicBuckets ?? false,
      }
    );
  },

  async update(aws, _id, { inputs }) {
    await put(aws, inputs);
    return undefined;
  },

  async delete(aws, id, { region, skipDestroy }) {
    if (skipDestroy) return;
    const s3 = await aws.s3(region);
    await unlessMissing(s3.deletePublicAccessBlock({ Bucket: id }), ...missing);
  },
});

async function put(aws: AwsClient, wanted: ValuesOf<typeof inputs>): Promise<void> {
  const s3 = await aws.s3(wanted.region);
  await s3.putPublicAccessBlock({
    Bucket: wanted.bucket,
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: wanted.blockPublicAcls,
      BlockPublicPolicy: wanted.blockPublicPolicy,
      IgnorePublicAcls: wanted.ignorePublicAcls,
      RestrictPublicBuckets: wanted.restrictPublicBuckets,
    },
  });
}
