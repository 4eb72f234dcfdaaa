import { randomUUID } from "node:crypto";
import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { Repeated } from "../protocol/xml.ts";
import { refuse } from "./errors.ts";
import { requireLocationRole } from "./locationRole.ts";
import {
  locationArnOf,
  pageByQuery,
  readBody,
  requireAccessGrants,
  type S3ControlCall,
  type S3ControlResult,
} from "./S3ControlCall.ts";
import { bucketOf, everything, normalScope } from "./scopes.ts";
import type { AccessGrantsInstance, AccessGrantsLocation } from "./state.ts";

const roleArn = z
  .string()
  .min(1)
  .max(2048)
  .regex(/^arn:[^:]+:iam::\d{12}:role\/.*$/);
type OfLocation = Readonly<Record<"id", string>>;

export function createAccessGrantsLocation(call: S3ControlCall): S3ControlResult {
  const given = readBody(call, { LocationScope: z.string().min(1).max(2000), IAMRoleArn: roleArn });
  const instance = requireAccessGrants(call);
  const scope = normalScope(given.LocationScope);
  checkScope(call, scope);
  if (instance.locations.some((location) => location.scope === scope)) {
    throw refuse("AccessGrantsLocationAlreadyExistsError");
  }
  requireLocationRole(call, given.IAMRoleArn);
  const location: AccessGrantsLocation = {
    id: scope === everything ? "default" : randomUUID(),
    created: call.account.now().toISOString(),
    scope,
    roleArn: given.IAMRoleArn,
    tags: given.tags,
  };
  instance.locations.push(location);
  return locationXml(call, location);
}

export function getAccessGrantsLocation(call: S3ControlCall, { id }: OfLocation): S3ControlResult {
  return locationXml(call, requireLocation(requireAccessGrants(call), id));
}

/** The role alone can change. */
export function updateAccessGrantsLocation(call: S3ControlCall, { id }: OfLocation): S3ControlResult {
  const { IAMRoleArn } = readBody(call, { IAMRoleArn: roleArn });
  const location = requireLocation(requireAccessGrants(call), id);
  requireLocationRole(call, IAMRoleArn);
  location.roleArn = IAMRoleArn;
  return locationXml(call, location);
}

export function deleteAccessGrantsLocation(call: S3ControlCall, { id }: OfLocation): undefined {
  const instance = requireAccessGrants(call);
  const location = requireLocation(instance, id);
  if (instance.grants.some(({ locationId }) => locationId === id)) throw refuse("AccessGrantsLocationNotEmptyError");
  remove(instance.locations, location);
}

export function listAccessGrantsLocations(call: S3ControlCall): S3ControlResult {
  const scope = call.query.get("locationscope");
  const { locations } = requireAccessGrants(call);
  const { items, next } = pageByQuery(
    call,
    locations.filter((location) => scope === null || location.scope === normalScope(scope)),
  );
  const list = items.map((location) => locationXml(call, location));
  return { NextToken: next, AccessGrantsLocationsList: { AccessGrantsLocation: new Repeated(list) } };
}

/** @throws AwsError NoSuchAccessGrantsLocationError */
export function requireLocation({ locations }: AccessGrantsInstance, id: string): AccessGrantsLocation {
  const location = locations.find((one) => one.id === id);
  if (!location) throw refuse("NoSuchAccessGrantsLocationError");
  return location;
}

/** @throws AwsError InvalidAccessGrantsLocation unless it is all of the account, or of a bucket of it in the region */
function checkScope({ account, region }: S3ControlCall, scope: string): void {
  if (scope === everything) return;
  const name = bucketOf(scope);
  const bucket = account.state.buckets.find((one) => one.name === name);
  if (bucket?.region !== region) throw refuse("InvalidAccessGrantsLocation");
}

function locationXml(call: S3ControlCall, { id, created, scope, roleArn: role }: AccessGrantsLocation) {
  return {
    CreatedAt: created,
    AccessGrantsLocationId: id,
    AccessGrantsLocationArn: locationArnOf(call, id),
    LocationScope: scope,
    IAMRoleArn: role,
  };
}
