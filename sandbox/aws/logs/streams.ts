import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { AwsCall } from "../AwsService.ts";
import { readInput } from "../protocol/readInput.ts";
import { addStream } from "./appendEvents.ts";
import {
  existing,
  groupName,
  pageOf,
  requireGroup,
  requireNamedOrArn,
  requireStream,
  streamName,
  token,
} from "./input.ts";
import { logGroupArn } from "./LogGroup.ts";

const streamInput = z.strictObject({ logGroupName: groupName, logStreamName: streamName });

export function createLogStream(call: AwsCall, input: unknown): undefined {
  const { logGroupName, logStreamName } = readInput(input, streamInput, "InvalidParameterException");
  const group = requireGroup(call, logGroupName);
  if (group.streams.some((stream) => stream.name === logStreamName)) throw existing("log stream");
  addStream(call.account, group, logStreamName);
}

export function deleteLogStream(call: AwsCall, input: unknown): undefined {
  const { logGroupName, logStreamName } = readInput(input, streamInput, "InvalidParameterException");
  const { streams } = requireGroup(call, logGroupName);
  remove(streams, requireStream(requireGroup(call, logGroupName), logStreamName));
}

const describeInput = z.strictObject({
  logGroupName: groupName.optional(),
  logGroupIdentifier: z.string().optional(),
  logStreamNamePrefix: z.string().optional(),
  orderBy: z.enum(["LogStreamName", "LastEventTime"]).optional(),
  descending: z.boolean().optional(),
  limit: z.int().min(1).max(50).optional(),
  nextToken: token,
});

export function describeLogStreams(call: AwsCall, input: unknown): object {
  const given = readInput(input, describeInput, "InvalidParameterException");
  const group = requireNamedOrArn(call, given.logGroupName, given.logGroupIdentifier);
  const arn = logGroupArn(call.region, call.account.id, group.name);
  const sign = given.descending ? -1 : 1;
  const streams = group.streams
    .filter((stream) => stream.name.startsWith(given.logStreamNamePrefix ?? ""))
    .map(({ name, creationTime, events }) => ({
      logStreamName: name,
      creationTime,
      firstEventTimestamp: events[0]?.timestamp,
      lastEventTimestamp: events.at(-1)?.timestamp,
      lastIngestionTime: events.at(-1)?.ingestionTime,
      uploadSequenceToken: "0",
      arn: `${arn}:log-stream:${name}`,
      storedBytes: 0,
    }))
    .sort((one, other) => {
      if (given.orderBy === "LastEventTime") {
        return sign * ((one.lastEventTimestamp ?? 0) - (other.lastEventTimestamp ?? 0));
      }
      return one.logStreamName < other.logStreamName ? -sign : sign;
    });
  const { items, ...next } = pageOf(streams, given.limit ?? 50, given.nextToken);
  return { logStreams: items, ...next };
}
