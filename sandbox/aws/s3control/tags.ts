import { z } from "zod";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import { readInput } from "../protocol/readInput.ts";
import { Repeated } from "../protocol/xml.ts";
import { invalidRequest } from "./errors.ts";
import { requireGrant } from "./grants.ts";
import { requireLocation } from "./locations.ts";
import {
  instanceArnOf,
  mergeTags,
  readBody,
  requireAccessGrants,
  type S3ControlCall,
  type S3ControlResult,
} from "./S3ControlCall.ts";

type OfResource = Readonly<Record<"*", string>>;

export function listTagsForResource(call: S3ControlCall, path: OfResource): S3ControlResult {
  const tags = Object.entries(requireTagged(call, path["*"]).tags);
  return { Tags: { Tag: new Repeated(tags.map(([Key, Value]) => ({ Key, Value }))) } };
}

export function tagResource(call: S3ControlCall, path: OfResource): undefined {
  const { tags } = readBody(call, {});
  const resource = requireTagged(call, path["*"]);
  resource.tags = mergeTags(
    resource.tags,
    Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  );
}

export function untagResource(call: S3ControlCall, path: OfResource): undefined {
  const keys = readInput(call.query.getAll("tagKeys"), z.array(z.string().min(1)).min(1).max(50), "InvalidRequest");
  const resource = requireTagged(call, path["*"]);
  resource.tags = withoutKeys(resource.tags, keys);
}

/** The instance, a location of it or a grant, by ARN. */
function requireTagged(call: S3ControlCall, arn: string): { tags: Record<string, string> } {
  const instance = requireAccessGrants(call);
  const prefix = instanceArnOf(call);
  if (arn === prefix) return instance;
  const [, kind, id = ""] = arn.startsWith(`${prefix}/`) ? arn.slice(prefix.length).split("/") : [];
  if (kind === "location") return requireLocation(instance, id);
  if (kind === "grant") return requireGrant(instance, id);
  throw invalidRequest(`The resource ${arn} is not of this access grants instance`);
}
