import { z } from "zod";
import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import type { AwsCall } from "../../AwsService.ts";
import { findPool } from "../find.ts";
import type { UserPool } from "../state.ts";
import { arn, tagMap, text } from "./members.ts";
import { readRequest } from "./readRequest.ts";
import { missing } from "./refusals.ts";
import { userPoolArn } from "./userPoolJson.ts";
import { checkTags } from "./userPools.ts";

const ofResource = z.strictObject({ ResourceArn: arn });

export function tagResource(call: AwsCall, input: unknown): object {
  const { ResourceArn, Tags } = readRequest(input, ofResource.extend({ Tags: tagMap }));
  const pool = requireTagged(call, ResourceArn);
  pool.tags = checkTags({ ...pool.tags, ...Tags });
  return {};
}

export function untagResource(call: AwsCall, input: unknown): object {
  const { ResourceArn, TagKeys } = readRequest(input, ofResource.extend({ TagKeys: z.array(text(1, 128)) }));
  const pool = requireTagged(call, ResourceArn);
  pool.tags = withoutKeys(pool.tags, TagKeys);
  return {};
}

export function listTagsForResource(call: AwsCall, input: unknown): object {
  return { Tags: requireTagged(call, readRequest(input, ofResource).ResourceArn).tags };
}

/** Only user pools have tags. @throws AwsError ResourceNotFoundException */
function requireTagged(call: AwsCall, resourceArn: string): UserPool {
  const prefix = userPoolArn(call, "");
  const pool = resourceArn.startsWith(prefix) && findPool(call.account, call.region, resourceArn.slice(prefix.length));
  if (!pool) throw missing(`Resource ${resourceArn} does not exist.`);
  return pool;
}
