import { map, string } from "../../../providers/lib/Property.ts";
import type { View } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";

/** The input that every regional resource has since version 7 of the published provider. */
export const regionInput = { region: string({ computed: true, forceNew: true }) };

export const tagsInput = { tags: map(string()) };

/** All tags, those of the provider's configuration among them: known before AWS is asked. */
export const tagsAllOutput = { tagsAll: { comparedAs: map(string()).type } };

interface Regional {
  readonly region?: string;
}
interface Tagged {
  readonly tags?: Readonly<Record<string, string>>;
}
export type Tags = Readonly<Record<string, string>>;

export function planRegion({ region }: Regional, client: AwsClient): View {
  return { region: region ?? client.region };
}

export function planTags(inputs: Tagged, client: AwsClient): View {
  return { tagsAll: allTags(inputs, client) };
}

export function planRegionAndTags(inputs: Regional & Tagged, client: AwsClient): View {
  return { ...planRegion(inputs, client), ...planTags(inputs, client) };
}

/** The tags that a resource is to have. */
export function allTags({ tags }: Tagged, client: AwsClient): Tags {
  return { ...client.connection.defaultTags, ...tags };
}

/**
 * What AWS says of a resource's tags, in the state's two properties.
 * @param known the state's own tags: a default tag that is among them is the program's too
 */
export function viewTags(found: Tags | undefined, client: AwsClient, known: Tags | undefined): View {
  const tagsAll = Object.fromEntries(Object.entries(found ?? {}).filter(([key]) => !key.startsWith("aws:")));
  const { defaultTags } = client.connection;
  const own = Object.entries(tagsAll).filter(
    ([key, value]) => known?.[key] !== undefined || defaultTags[key] !== value,
  );
  return { tags: own.length > 0 ? Object.fromEntries(own) : undefined, tagsAll };
}

/** What to set and what to remove to get from the tags of the state to the wanted ones. */
export function changeOfTags(
  old: View,
  inputs: Tagged,
  client: AwsClient,
): { readonly set: Record<string, string>; readonly remove: string[] } {
  const before = (old["tagsAll"] ?? {}) as Tags;
  const after = allTags(inputs, client);
  return {
    set: Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value)),
    remove: Object.keys(before).filter((key) => !(key in after)),
  };
}

/** Tags as most services write them. */
export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags as most services tell them, by key. */
export function tagRecord(tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = []): Tags {
  return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** The partition that a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** The domain under which a region's services are. */
export function domainOf(region: string): string {
  return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}
