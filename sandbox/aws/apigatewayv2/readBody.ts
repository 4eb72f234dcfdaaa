import { z } from "zod";
import type { RestCall } from "../protocol/restJson.ts";
import { readInput } from "../protocol/readInput.ts";
import { badRequest } from "./errors.ts";
import { quotas } from "./quotas.ts";

/** The call's body, checked. @throws AwsError BadRequestException */
export function readBody<Schema extends z.ZodType>(call: RestCall, schema: Schema): z.output<Schema> {
  return readInput(call.body, schema, "BadRequestException");
}

export const tagMap = z.record(z.string().min(1).max(128), z.string().max(256));

/** A text that may be left as it is, changed, or cleared by an empty one. */
export function changedText(old: string | undefined, input: string | undefined): string | undefined {
  return input === undefined ? old : input || undefined;
}

/** @throws AwsError BadRequestException */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(tags).filter((key) => key.toLowerCase().startsWith("aws:"));
  if (reserved.length > 0)
    throw badRequest(`Tag keys cannot start with the reserved prefix aws: ${reserved.join(", ")}`);
  if (Object.keys(tags).length > quotas.tagsPerResource) {
    throw badRequest(`A resource can have at most ${quotas.tagsPerResource} tags`);
  }
}
