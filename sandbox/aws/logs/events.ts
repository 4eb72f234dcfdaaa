import { z } from "zod";
import type { AwsCall } from "../AwsService.ts";
import { readInput } from "../protocol/readInput.ts";
import { appendEvents } from "./appendEvents.ts";
import { groupName, pageOf, requireGroup, requireNamedOrArn, requireStream, streamName, token } from "./input.ts";
import type { LogEvent } from "./LogGroup.ts";
import { parseFilterPattern } from "./pattern/parseFilterPattern.ts";

const putInput = z.strictObject({
  logGroupName: groupName,
  logStreamName: streamName,
  logEvents: z
    .array(z.strictObject({ timestamp: z.int().min(0), message: z.string().min(1) }))
    .min(1)
    .max(10_000),
  sequenceToken: z.string().optional(),
});

export function putLogEvents(call: AwsCall, input: unknown): object {
  const { logGroupName, logStreamName, logEvents } = readInput(input, putInput, "InvalidParameterException");
  const group = requireGroup(call, logGroupName);
  const ingestionTime = call.account.now().getTime();
  const events = logEvents.map((event) => ({ ...event, ingestionTime }));
  appendEvents(call.account, group, requireStream(group, logStreamName), events);
  return { nextSequenceToken: "0" };
}

const window = { startTime: z.int().optional(), endTime: z.int().optional(), nextToken: token };

const getInput = z.strictObject({
  ...window,
  logGroupName: groupName.optional(),
  logGroupIdentifier: z.string().optional(),
  logStreamName: streamName,
  limit: z.int().min(1).max(10_000).optional(),
  startFromHead: z.boolean().optional(),
});

/** The newest page first, unless asked from the head; the tokens walk towards the older and the newer events. */
export function getLogEvents(call: AwsCall, input: unknown): object {
  const given = readInput(input, getInput, "InvalidParameterException");
  const group = requireNamedOrArn(call, given.logGroupName, given.logGroupIdentifier);
  const events = requireStream(group, given.logStreamName).events.filter((event) => isWithin(event, given));
  const { limit = 10_000 } = given;
  const [, direction, position] = /^([fb])\/(\d+)$/.exec(given.nextToken ?? "") ?? [];
  let start = given.startFromHead ? 0 : Math.max(0, events.length - limit);
  let end = Math.min(events.length, start + limit);
  if (direction === "f") {
    start = Number(position);
    end = Math.min(events.length, start + limit);
  } else if (direction === "b") {
    end = Number(position);
    start = Math.max(0, end - limit);
  }
  return {
    events: events.slice(start, end),
    nextForwardToken: `f/${end}`,
    nextBackwardToken: `b/${start}`,
  };
}

const filterInput = z.strictObject({
  ...window,
  logGroupName: groupName.optional(),
  logGroupIdentifier: z.string().optional(),
  logStreamNames: z.array(streamName).optional(),
  logStreamNamePrefix: z.string().optional(),
  filterPattern: z.string().optional(),
  limit: z.int().min(1).max(10_000).optional(),
  interleaved: z.boolean().optional(),
});

export function filterLogEvents(call: AwsCall, input: unknown): object {
  const given = readInput(input, filterInput, "InvalidParameterException");
  const group = requireNamedOrArn(call, given.logGroupName, given.logGroupIdentifier);
  const matches = parseFilterPattern(given.filterPattern ?? "");
  const events = group.streams
    .filter(({ name }) => given.logStreamNames?.includes(name) ?? name.startsWith(given.logStreamNamePrefix ?? ""))
    .flatMap(({ name, events }) =>
      events.map((event, index) => ({ logStreamName: name, ...event, eventId: `${index}` })),
    )
    .filter((event) => isWithin(event, given) && matches(event.message))
    .sort((one, other) => one.timestamp - other.timestamp);
  const { items, ...next } = pageOf(events, given.limit ?? 10_000, given.nextToken);
  return { events: items, searchedLogStreams: [], ...next };
}

function isWithin(
  { timestamp }: LogEvent,
  range: { startTime?: number | undefined; endTime?: number | undefined },
): boolean {
  return timestamp >= (range.startTime ?? 0) && timestamp < (range.endTime ?? Infinity);
}
