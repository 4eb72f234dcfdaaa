import type { View } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { changeOfTags, tagList } from "./regional.ts";
import type { Tags } from "./regional.ts";

interface Tagged {
  readonly region?: string;
  readonly tags?: Tags;
}

/** Brings the tags of something in an Identity Center instance from the state's to the wanted ones. */
export async function updateSsoTags(
  aws: AwsClient,
  { arn, instanceArn }: { readonly arn: string; readonly instanceArn: string },
  old: View,
  inputs: Tagged,
): Promise<void> {
  const sso = await aws.ssoAdmin(inputs.region);
  const named = { InstanceArn: instanceArn, ResourceArn: arn };
  const { set, remove } = changeOfTags(old, inputs, aws);
  if (remove.length > 0) await sso.untagResource({ ...named, TagKeys: remove });
  if (Object.keys(set).length > 0) await sso.tagResource({ ...named, Tags: tagList(set) });
}
