import { z } from "zod";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import type { AwsCall } from "../AwsService.ts";
import { AwsError } from "../protocol/AwsError.ts";
import { readInput } from "../protocol/readInput.ts";
import { alarmArn, alarmsOf } from "./alarms.ts";
import type { MetricAlarm } from "./state.ts";

export const tagList = z.array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).max(50);

export function tagRecord(tags: z.output<typeof tagList> = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

const arnInput = z.strictObject({ ResourceARN: z.string().min(1).max(1024) });

export function listTagsForResource(call: AwsCall, input: unknown): object {
  const { tags } = tagged(call, readInput(input, arnInput, "InvalidParameterValue").ResourceARN);
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

export function tagResource(call: AwsCall, input: unknown): object {
  const { ResourceARN, Tags } = readInput(input, arnInput.extend({ Tags: tagList }), "InvalidParameterValue");
  const alarm = tagged(call, ResourceARN);
  alarm.tags = { ...alarm.tags, ...tagRecord(Tags) };
  return {};
}

export function untagResource(call: AwsCall, input: unknown): object {
  const schema = arnInput.extend({ TagKeys: z.array(z.string()) });
  const { ResourceARN, TagKeys } = readInput(input, schema, "InvalidParameterValue");
  const alarm = tagged(call, ResourceARN);
  alarm.tags = withoutKeys(alarm.tags, TagKeys);
  return {};
}

/** @throws AwsError ResourceNotFoundException */
function tagged(call: AwsCall, arn: string): MetricAlarm {
  const alarm = alarmsOf(call).find(({ settings }) => alarmArn(call, settings.AlarmName) === arn);
  if (!alarm) throw new AwsError(404, "ResourceNotFoundException", "The named resource does not exist.");
  return alarm;
}
