import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import type { AwsCall } from "../AwsService.ts";
import { readInput } from "../protocol/readInput.ts";
import { addGroup, findGroup } from "./appendEvents.ts";
import { existing, groupName, invalid, missing, pageOf, requireGroup, tagMap, token } from "./input.ts";
import { type LogGroup, logGroupArn } from "./LogGroup.ts";

/** Source: CloudWatch Logs API reference, PutRetentionPolicy. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const read = <Schema extends z.ZodType>(input: unknown, schema: Schema): z.output<Schema> =>
  readInput(input, schema, "InvalidParameterException");

const createInput = z.strictObject({
  logGroupName: groupName,
  tags: tagMap.optional(),
  logGroupClass: z.literal("STANDARD").optional(),
  deletionProtectionEnabled: z.literal(false).optional(),
});

export function createLogGroup(call: AwsCall, input: unknown): undefined {
  const { logGroupName, tags } = read(input, createInput);
  if (findGroup(call.account, call.region, logGroupName)) throw existing("log group");
  addGroup(call.account, call.region, logGroupName).tags = tags ?? {};
}

const nameInput = z.strictObject({ logGroupName: groupName });

export function deleteLogGroup(call: AwsCall, input: unknown): undefined {
  const group = requireGroup(call, read(input, nameInput).logGroupName);
  const { logGroups } = call.account.region(call.region);
  remove(logGroups, group);
}

const describeInput = z.strictObject({
  logGroupNamePrefix: z.string().optional(),
  logGroupNamePattern: z.string().optional(),
  limit: z.int().min(1).max(50).optional(),
  nextToken: token,
});

export function describeLogGroups(call: AwsCall, input: unknown): object {
  const { logGroupNamePrefix, logGroupNamePattern, limit = 50, nextToken } = read(input, describeInput);
  if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined) {
    throw invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  }
  const matching = call.account
    .region(call.region)
    .logGroups.filter(({ name }) => name.startsWith(logGroupNamePrefix ?? ""))
    .filter(({ name }) => name.toLowerCase().includes((logGroupNamePattern ?? "").toLowerCase()))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { items, ...next } = pageOf(matching, limit, nextToken);
  return { logGroups: items.map((group) => output(call, group)), ...next };
}

const retentionInput = nameInput.extend({ retentionInDays: z.int() });

export function putRetentionPolicy(call: AwsCall, input: unknown): undefined {
  const { logGroupName, retentionInDays } = read(input, retentionInput);
  if (!retentionDays.includes(retentionInDays)) {
    throw invalid(
      `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${retentionDays.join(", ")}]`,
    );
  }
  requireGroup(call, logGroupName).retentionInDays = retentionInDays;
}

export function deleteRetentionPolicy(call: AwsCall, input: unknown): undefined {
  requireGroup(call, read(input, nameInput).logGroupName).retentionInDays = undefined;
}

const arnInput = z.strictObject({ resourceArn: z.string() });

export function listTagsForResource(call: AwsCall, input: unknown): object {
  return { tags: tagged(call, read(input, arnInput).resourceArn).tags };
}

export function tagResource(call: AwsCall, input: unknown): undefined {
  const { resourceArn, tags } = read(input, arnInput.extend({ tags: tagMap }));
  const group = tagged(call, resourceArn);
  group.tags = { ...group.tags, ...tags };
}

export function untagResource(call: AwsCall, input: unknown): undefined {
  const { resourceArn, tagKeys } = read(input, arnInput.extend({ tagKeys: z.array(z.string()) }));
  const group = tagged(call, resourceArn);
  group.tags = withoutKeys(group.tags, tagKeys);
}

function tagged(call: AwsCall, arn: string): LogGroup {
  const prefix = logGroupArn(call.region, call.account.id, "");
  const group = arn.startsWith(prefix) ? findGroup(call.account, call.region, arn.slice(prefix.length)) : undefined;
  if (!group) throw missing("resource");
  return group;
}

function output({ account, region }: AwsCall, group: LogGroup): object {
  const arn = logGroupArn(region, account.id, group.name);
  const events = group.streams.flatMap((stream) => stream.events);
  return {
    logGroupName: group.name,
    creationTime: group.creationTime,
    retentionInDays: group.retentionInDays,
    metricFilterCount: group.metricFilters?.length ?? 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    logGroupClass: "STANDARD",
    storedBytes: events.reduce((sum, event) => sum + Buffer.byteLength(event.message) + 26, 0),
  };
}
