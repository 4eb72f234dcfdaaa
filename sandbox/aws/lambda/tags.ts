import { z } from "zod";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { empty, json } from "../../http/responses.ts";
import { readInput } from "../protocol/readInput.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { requireFunction } from "./lookup.ts";

interface TagPath {
  readonly resource: string;
}

const tagInput = z.strictObject({ Tags: z.record(z.string().min(1).max(128), z.string().max(256)) });

export function listTags(call: RestCall, { resource }: TagPath): SandboxResponse {
  return json(200, { Tags: requireFunction(call, resource).fn.tags });
}

export function tagResource(call: RestCall, { resource }: TagPath): SandboxResponse {
  const { fn } = requireFunction(call, resource);
  fn.tags = { ...fn.tags, ...readInput(call.body, tagInput, "InvalidParameterValueException").Tags };
  return empty(204);
}

export function untagResource(call: RestCall, { resource }: TagPath): SandboxResponse {
  const { fn } = requireFunction(call, resource);
  const keys = call.query.getAll("tagKeys");
  fn.tags = withoutKeys(fn.tags, keys);
  return empty(204);
}
