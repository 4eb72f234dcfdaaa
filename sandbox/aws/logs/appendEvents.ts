import type { AwsAccount } from "../AwsAccount.ts";
import { countEvents } from "../cloudwatch/metrics.ts";
import type { LogEvent, LogGroup, LogStream } from "./LogGroup.ts";

/** The sandbox keeps the newest events of a stream; AWS keeps them all. */
const eventsPerStream = 2000;

export function findGroup(account: AwsAccount, region: string, name: string): LogGroup | undefined {
  return account.region(region).logGroups.find((group) => group.name === name);
}

export function addGroup(account: AwsAccount, region: string, name: string): LogGroup {
  const group: LogGroup = { name, creationTime: account.now().getTime(), tags: {}, streams: [] };
  account.region(region).logGroups.push(group);
  return group;
}

export function addStream(account: AwsAccount, group: LogGroup, name: string): LogStream {
  const stream: LogStream = { name, creationTime: account.now().getTime(), events: [] };
  group.streams.push(stream);
  return stream;
}

/** Adds events to a stream of a group, in order of their timestamps, and counts them by the group's metric filters. */
export function appendEvents(
  account: AwsAccount,
  group: LogGroup,
  stream: LogStream,
  events: readonly LogEvent[],
): void {
  countEvents(account, group, events);
  stream.events.push(...events);
  stream.events.sort((one, other) => one.timestamp - other.timestamp);
  stream.events.splice(0, Math.max(0, stream.events.length - eventsPerStream));
}

/** Lines that an AWS service writes to a stream of a group, which is made when it is not there. */
export function writeLines(account: AwsAccount, group: LogGroup, stream: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const now = account.now().getTime();
  appendEvents(
    account,
    group,
    group.streams.find((one) => one.name === stream) ?? addStream(account, group, stream),
    lines.map((message) => ({ timestamp: now, ingestionTime: now, message })),
  );
}
