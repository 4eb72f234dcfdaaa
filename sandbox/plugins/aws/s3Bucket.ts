import type { BucketLocationConstraint, S3 } from "@aws-sdk/client-s3";
import { unlessMissing, unlessNotFound } from "../../../providers/lib/aws/awsErrors.ts";
import { boolean, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import {
  allTags,
  changeOfTags,
  domainOf,
  partitionOf,
  planRegionAndTags,
  regionInput,
  tagList,
  tagRecord,
  tagsAllOutput,
  tagsInput,
  viewTags,
} from "./regional.ts";
import type { Tags } from "./regional.ts";
import { prefixOf, uniqueName } from "./uniqueName.ts";

/** What a new bucket has, and the published provider reads. */
const ofNewBuckets = {
  accelerationStatus: "",
  acl: "private",
  bucketNamespace: "global",
  corsRules: [],
  lifecycleRules: [],
  objectLockEnabled: false,
  policy: "",
  requestPayer: "BucketOwner",
  serverSideEncryptionConfiguration: {
    rule: {
      applyServerSideEncryptionByDefault: { kmsMasterKeyId: "", sseAlgorithm: "AES256" },
      bucketKeyEnabled: false,
    },
  },
  versioning: { enabled: false, mfaDelete: false },
};

/**
 * `aws:s3/bucket:Bucket` of version 7 (hashicorp/terraform-provider-aws, aws_s3_bucket): a bucket as AWS makes it. What its
 * other inputs would set has resources of its own; their values are here what every new bucket has, and not read. The
 * hosted zone is left out.
 */
export const s3Bucket = defineResource<AwsClient>()({
  type: "aws:s3/bucket:Bucket",
  inputs: {
    ...regionInput,
    ...tagsInput,
    bucket: string({ computed: true, forceNew: true, autoname: { maxLength: 63 }, conflictsWith: "bucketPrefix" }),
    bucketPrefix: string({ computed: true, forceNew: true }),
    forceDestroy: boolean({ default: false, unreturned: true }),
  },
  outputs: {
    ...tagsAllOutput,
    ...Object.fromEntries(Object.keys(ofNewBuckets).map((name) => [name, {}])),
    arn: {},
    bucketDomainName: {},
    bucketRegion: {},
    bucketRegionalDomainName: {},
  },
  unsupported: [
    "accelerationStatus",
    "acl",
    "bucketNamespace",
    "corsRules",
    "grants",
    "lifecycleRules",
    "logging",
    "objectLockConfiguration",
    "objectLockEnabled",
    "policy",
    "replicationConfiguration",
    "requestPayer",
    "serverSideEncryptionConfiguration",
    "versioning",
    "website",
  ],
  plan: planRegionAndTags,

  async create(aws, inputs) {
    const region = inputs.region ?? aws.region;
    const s3 = await aws.s3(region);
    const name = inputs.bucketPrefix === undefined ? inputs.bucket : uniqueName(inputs.bucketPrefix);
    await s3.createBucket({
      Bucket: name,
      // us-east-1 is the place without a word.
      ...(region !== "us-east-1" && {
        CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
      }),
    });
    return { id: name, complete: () => putTags(s3, name, allTags(inputs, aws)) };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const s3 = await aws.s3(region);
    const found = await unlessNotFound(s3.headBucket({ Bucket: id }));
    if (found === undefined) return undefined;
    const tags = await unlessMissing(s3.getBucketTagging({ Bucket: id }), "NoSuchTagSet");
    return {
      ...viewTags(tagRecord(tags?.TagSet), aws, known.tags),
      ...ofNewBuckets,
      arn: `arn:${partitionOf(region)}:s3:::${id}`,
      bucket: id,
      bucketDomainName: `${id}.s3.${domainOf(region)}`,
      bucketPrefix: prefixOf(id),
      bucketRegion: found.BucketRegion,
      bucketRegionalDomainName: `${id}.s3.${region}.${domainOf(region)}`,
      region,
    };
  },

  async update(aws, id, { inputs, old }) {
    const s3 = await aws.s3(inputs.region);
    const { set, remove } = changeOfTags(old, inputs, aws);
    if (remove.length === 0 && Object.keys(set).length === 0) return undefined;
    const tags = allTags(inputs, aws);
    if (Object.keys(tags).length > 0) await putTags(s3, id, tags);
    else await s3.deleteBucketTagging({ Bucket: id });
    return undefined;
  },

  async delete(aws, id, { region, forceDestroy }) {
    const s3 = await aws.s3(region);
    if (forceDestroy) await unlessNotFound(empty(s3, id));
    await unlessNotFound(s3.deleteBucket({ Bucket: id }));
  },
});

async function putTags(s3: S3, bucket: string, tags: Tags): Promise<void> {
  if (Object.keys(tags).length === 0) return;
  await s3.putBucketTagging({ Bucket: bucket, Tagging: { TagSet: tagList(tags) } });
}

/** Deletes what is in a bucket; its versioning is off, so a list of the objects is all there is. */
async function empty(s3: S3, Bucket: string): Promise<void> {
  for (;;) {
    const { Contents = [], IsTruncated } = await s3.listObjectsV2({ Bucket });
    for (const { Key } of Contents) await s3.deleteObject({ Bucket, Key });
    if (!IsTruncated) return;
  }
}
