import { z } from "zod";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import type { AwsCall } from "../AwsService.ts";
import { findApplication, findInstance, findTrustedTokenIssuer } from "./lookup.ts";
import { instanceArn, read, tag, tags } from "./members.ts";
import { quotas } from "./quotas.ts";
import { invalid, missing, quotaExceeded } from "./refusals.ts";

type Tags = z.output<typeof tags>;

const ofResource = z.strictObject({
  /** Needed for permission sets alone. */
  InstanceArn: instanceArn.optional(),
  ResourceArn: z.string().min(10).max(2048),
});

export function tagResource(call: AwsCall, input: unknown): object {
  const { ResourceArn, Tags } = read(input, ofResource.extend({ Tags: z.array(tag).max(75) }));
  const resource = requireTagged(call, ResourceArn);
  resource.tags = mergeTags(resource.tags, Tags);
  return {};
}

export function untagResource(call: AwsCall, input: unknown): object {
  const { ResourceArn, TagKeys } = read(
    input,
    ofResource.extend({ TagKeys: z.array(z.string().min(1).max(128)).min(1).max(75) }),
  );
  const resource = requireTagged(call, ResourceArn);
  resource.tags = withoutKeys(resource.tags, TagKeys);
  return {};
}

export function listTagsForResource(call: AwsCall, input: unknown): object {
  const { ResourceArn } = read(input, ofResource.extend({ NextToken: z.string().optional() }));
  const all = Object.entries(requireTagged(call, ResourceArn).tags);
  return { Tags: all.map(([Key, Value]) => ({ Key, Value })) };
}

/** @throws AwsError ValidationException for a key that comes twice or is AWS's own, ServiceQuotaExceededException */
export function mergeTags(old: Readonly<Record<string, string>>, given: Tags): Record<string, string> {
  const keys = given.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) throw invalid("Duplicate tag keys found.");
  const reserved = keys.find((key) => key.toLowerCase().startsWith("aws:"));
  if (reserved !== undefined) throw invalid(`The tag key ${reserved} begins with the reserved prefix aws:.`);
  const merged = { ...old, ...Object.fromEntries(given.map(({ Key, Value }) => [Key, Value])) };
  if (Object.keys(merged).length > quotas.tags) throw quotaExceeded("tags");
  return merged;
}

/** @throws AwsError ResourceNotFoundException */
function requireTagged(call: AwsCall, arn: string): { tags: Record<string, string> } {
  const found =
    findInstance(call, arn) ?? findApplication(call, arn)?.application ?? findTrustedTokenIssuer(call, arn)?.issuer;
  if (!found) throw missing(`The resource ${arn} was not found.`);
  return found;
}
