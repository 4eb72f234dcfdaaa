import { z } from "zod";
import type { AwsCall } from "../AwsService.ts";
import { pageOf } from "../protocol/page.ts";
import { readInput } from "../protocol/readInput.ts";
import { listItems, readXml } from "../protocol/readXml.ts";
import type { XmlValue } from "../protocol/xml.ts";
import { invalidRequest, refuse } from "./errors.ts";
import type { AccessGrantsInstance } from "./state.ts";

/** A call of S3 Control. */
export interface S3ControlCall extends AwsCall {
  readonly operation: string;
  readonly query: URLSearchParams;
}

/** What an operation answers with: the content of its result's element; undefined for none. */
export type S3ControlResult = Readonly<Record<string, XmlValue>> | undefined;

/** @throws AwsError AccessGrantsInstanceNotExistsError */
export function requireAccessGrants({ account, region }: AwsCall): AccessGrantsInstance {
  const { accessGrants } = account.region(region);
  if (!accessGrants) throw refuse("AccessGrantsInstanceNotExistsError");
  return accessGrants;
}

/** A region has one instance, whose id is always this. */
export const instanceId = "default";

/** `arn:aws:s3:{region}:{account}:access-grants/default`. */
export function instanceArnOf({ account, region }: Pick<AwsCall, "account" | "region">): string {
  return `arn:aws:s3:${region}:${account.id}:access-grants/${instanceId}`;
}

export function locationArnOf(call: AwsCall, id: string): string {
  return `${instanceArnOf(call)}/location/${id}`;
}

export function grantArnOf(call: AwsCall, id: string): string {
  return `${instanceArnOf(call)}/grant/${id}`;
}

const tag = z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) });

/**
 * The members of the request's body.
 * @param schema without `Tags`, which become a record
 * @throws AwsError MalformedXML, InvalidRequest, and for tags InvalidTag, InvalidTags, TooManyTags
 */
export function readBody<Shape extends z.ZodRawShape>(
  { request, operation }: S3ControlCall,
  shape: Shape,
): z.output<z.ZodObject<Shape>> & { readonly tags: Record<string, string> } {
  const { Tags, ...members } = readXml(request.body, `${operation}Request`);
  const read = readInput(members, z.strictObject(shape), "InvalidRequest");
  return { ...read, tags: mergeTags({}, readInput(listItems(Tags, "Tag"), z.array(tag), "InvalidRequest")) };
}

/** @throws AwsError */
export function mergeTags(
  old: Readonly<Record<string, string>>,
  given: readonly { readonly Key: string; readonly Value: string }[],
): Record<string, string> {
  const keys = given.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) throw refuse("InvalidTag");
  if (keys.some((key) => key.toLowerCase().startsWith("aws:"))) throw refuse("InvalidTags");
  const merged = { ...old, ...Object.fromEntries(given.map(({ Key, Value }) => [Key, Value])) };
  if (Object.keys(merged).length > 50) throw refuse("TooManyTags");
  return merged;
}

const most = 1000;

/** One page, by `maxResults` and `nextToken` of the query. @throws AwsError InvalidRequest */
export function pageByQuery<Item>(
  { query }: S3ControlCall,
  items: readonly Item[],
): { readonly items: readonly Item[]; readonly next: string | undefined } {
  const size = Number(query.get("maxResults") ?? most);
  if (!Number.isInteger(size) || size < 0 || size > most) {
    throw invalidRequest(`maxResults must be between 0 and ${most}`);
  }
  return pageOf(items, size || most, query.get("nextToken") ?? undefined, () => invalidRequest("Invalid nextToken"));
}
