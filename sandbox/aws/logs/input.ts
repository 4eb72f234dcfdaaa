import { z } from "zod";
import type { AwsCall } from "../AwsService.ts";
import { AwsError } from "../protocol/AwsError.ts";
import { findGroup } from "./appendEvents.ts";
import { type LogGroup, logGroupArn, type LogStream } from "./LogGroup.ts";

export const groupName = z.string().regex(/^[.\-_/#A-Za-z0-9]{1,512}$/);
export const streamName = z.string().regex(/^[^:*]{1,512}$/);
export const tagMap = z.record(z.string().min(1).max(128), z.string().max(256));
export const token = z.string().optional();

export function invalid(message: string): AwsError {
  return new AwsError(400, "InvalidParameterException", message);
}

export function missing(what: string): AwsError {
  return new AwsError(400, "ResourceNotFoundException", `The specified ${what} does not exist.`);
}

export function existing(what: string): AwsError {
  return new AwsError(400, "ResourceAlreadyExistsException", `The specified ${what} already exists`);
}

/** @throws AwsError ResourceNotFoundException */
export function requireGroup(call: AwsCall, name: string): LogGroup {
  const group = findGroup(call.account, call.region, name);
  if (!group) throw missing("log group");
  return group;
}

/** The group that a request names, or whose ARN it gives. @throws AwsError */
export function requireNamedOrArn(call: AwsCall, name: string | undefined, identifier: string | undefined): LogGroup {
  if ((name === undefined) === (identifier === undefined)) {
    throw invalid("Exactly one of logGroupName and logGroupIdentifier must be given");
  }
  const prefix = logGroupArn(call.region, call.account.id, "");
  const given = name ?? identifier ?? "";
  return requireGroup(call, given.startsWith(prefix) ? given.slice(prefix.length).replace(/:\*$/, "") : given);
}

/** @throws AwsError ResourceNotFoundException */
export function requireStream(group: LogGroup, name: string): LogStream {
  const stream = group.streams.find((one) => one.name === name);
  if (!stream) throw missing("log stream");
  return stream;
}

/** One page of a list. The token is opaque to clients. @throws AwsError InvalidParameterException */
export function pageOf<Item>(
  items: readonly Item[],
  limit: number,
  nextToken: string | undefined,
): { items: readonly Item[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : Number(/^from:(\d+)$/.exec(decode(nextToken))?.[1] ?? NaN);
  if (Number.isNaN(start)) throw invalid("The specified nextToken is invalid.");
  const end = start + limit;
  return { items: items.slice(start, end), ...(end < items.length ? { nextToken: encode(`from:${end}`) } : {}) };
}

function encode(text: string): string {
  return Buffer.from(text).toString("base64url");
}

function decode(text: string): string {
  return Buffer.from(text, "base64url").toString("utf8");
}
