import { z } from "zod";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { empty, json } from "../../http/responses.ts";
import type { RestCall } from "../protocol/restJson.ts";
import { badRequest } from "./errors.ts";
import { findApi, findStage } from "./lookup.ts";
import { checkTags, readBody, tagMap } from "./readBody.ts";

interface TagPath {
  readonly resourceArn: string;
}

const tagResourceInput = z.strictObject({ tags: tagMap });

export function getTags(call: RestCall, { resourceArn }: TagPath): SandboxResponse {
  return json(200, { tags: tagged(call, resourceArn).tags });
}

export function tagResource(call: RestCall, { resourceArn }: TagPath): SandboxResponse {
  const resource = tagged(call, resourceArn);
  const tags = { ...resource.tags, ...readBody(call, tagResourceInput).tags };
  checkTags(tags);
  resource.tags = tags;
  return json(201, {});
}

export function untagResource(call: RestCall, { resourceArn }: TagPath): SandboxResponse {
  const resource = tagged(call, resourceArn);
  const keys = call.query.getAll("tagKeys");
  if (keys.length === 0) throw badRequest("At least one tag key is required");
  resource.tags = withoutKeys(resource.tags, keys);
  return empty(204);
}

/** The API or stage of `arn:aws:apigateway:{region}::/apis/{id}` or `…/apis/{id}/stages/{name}`. */
function tagged(call: RestCall, arn: string): { tags: Record<string, string> } {
  const [, region, apiId, stageName] =
    /^arn:aws:apigateway:([a-z0-9-]+)::\/apis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(arn) ?? [];
  if (region !== call.region || apiId === undefined) {
    throw badRequest(`Invalid resource ARN specified in the request: ${arn}`);
  }
  const api = findApi(call, apiId);
  return stageName === undefined ? api : findStage(api, stageName);
}
