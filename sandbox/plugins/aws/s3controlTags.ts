import type { AwsClient } from "./AwsClient.ts";
import type { View } from "../../../providers/lib/ResourceDefinition.ts";
import { changeOfTags, tagList, tagRecord } from "./regional.ts";
import type { Tags } from "./regional.ts";

/** Where something of S3 Access Grants is. */
export interface S3ControlPlace {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string | undefined;
}

export async function readS3ControlTags(aws: AwsClient, { arn, accountId, region }: S3ControlPlace): Promise<Tags> {
  const s3 = await aws.s3Control(region);
  const { Tags } = await s3.listTagsForResource({ AccountId: accountId, ResourceArn: arn });
  return tagRecord(Tags);
}

/** Brings the tags from the state's to the wanted ones. */
export async function updateS3ControlTags(
  aws: AwsClient,
  { arn, accountId, region }: S3ControlPlace,
  old: View,
  inputs: { readonly tags?: Tags },
): Promise<void> {
  const s3 = await aws.s3Control(region);
  const named = { AccountId: accountId, ResourceArn: arn };
  const { set, remove } = changeOfTags(old, inputs, aws);
  if (remove.length > 0) await s3.untagResource({ ...named, TagKeys: remove });
  if (Object.keys(set).length > 0) await s3.tagResource({ ...named, Tags: tagList(set) });
}
