import { z } from "zod";
import { randomId } from "../../http/ids.ts";
import { findInstance } from "../ssoAdmin/lookup.ts";
import { Repeated } from "../protocol/xml.ts";
import { invalidRequest, refuse } from "./errors.ts";
import {
  instanceArnOf,
  instanceId,
  pageByQuery,
  readBody,
  requireAccessGrants,
  type S3ControlCall,
  type S3ControlResult,
} from "./S3ControlCall.ts";
import { bucketOf } from "./scopes.ts";
import type { AccessGrantsInstance, AssociatedIdentityCenter } from "./state.ts";

const identityCenterArn = z.string().regex(/^arn:[^:]+:sso:::instance\/(?:sso)?ins-[a-zA-Z0-9-.]{16}$/);

export function createAccessGrantsInstance(call: S3ControlCall): S3ControlResult {
  const { IdentityCenterArn, tags } = readBody(call, { IdentityCenterArn: identityCenterArn.optional() });
  const region = call.account.region(call.region);
  if (region.accessGrants) throw refuse("AccessGrantsInstanceAlreadyExists");
  const identityCenter = IdentityCenterArn === undefined ? undefined : associate(call, IdentityCenterArn);
  const created = call.account.now().toISOString();
  const instance: AccessGrantsInstance = { created, identityCenter, tags, locations: [], grants: [] };
  region.accessGrants = instance;
  return instanceXml(call, instance);
}

export function getAccessGrantsInstance(call: S3ControlCall): S3ControlResult {
  return instanceXml(call, requireAccessGrants(call));
}

/** Locations have to go first, and what it is associated with (API reference, DeleteAccessGrantsInstance). */
export function deleteAccessGrantsInstance(call: S3ControlCall): undefined {
  const { locations, grants, identityCenter } = requireAccessGrants(call);
  if (locations.length > 0 || grants.length > 0) throw refuse("AccessGrantsInstanceNotEmptyError");
  if (identityCenter) {
    // AWS's words for this are not documented.
    throw invalidRequest("Please dissociate the identity center instance before deleting the access grants instance");
  }
  delete call.account.region(call.region).accessGrants;
}

export function listAccessGrantsInstances(call: S3ControlCall): S3ControlResult {
  const { accessGrants } = call.account.region(call.region);
  const { items, next } = pageByQuery(call, accessGrants ? [accessGrants] : []);
  const list = items.map((instance) => instanceXml(call, instance));
  return { NextToken: next, AccessGrantsInstancesList: { AccessGrantsInstance: new Repeated(list) } };
}

export function getAccessGrantsInstanceForPrefix(call: S3ControlCall): S3ControlResult {
  const bucketName = bucketOf(call.query.get("s3prefix") ?? "");
  const bucket = call.account.state.buckets.find(({ name }) => name === bucketName);
  requireAccessGrants(call);
  if (bucket?.region !== call.region) throw refuse("AccessGrantsInstanceNotExistsError");
  return { AccessGrantsInstanceArn: instanceArnOf(call), AccessGrantsInstanceId: instanceId };
}

export function associateAccessGrantsIdentityCenter(call: S3ControlCall): undefined {
  const { IdentityCenterArn } = readBody(call, { IdentityCenterArn: identityCenterArn });
  const instance = requireAccessGrants(call);
  if (instance.identityCenter) throw refuse("InvalidIdentityCenterInstance");
  instance.identityCenter = associate(call, IdentityCenterArn);
}

export function dissociateAccessGrantsIdentityCenter(call: S3ControlCall): undefined {
  const instance = requireAccessGrants(call);
  if (!instance.identityCenter) throw refuse("InvalidIdentityCenterInstance");
  instance.identityCenter = undefined;
}

/**
 * S3 takes part in the instance by an application of its own. It is AWS's, and the sandbox does not list it.
 * @throws AwsError InvalidIdentityCenterInstance for an instance that is not in the same region
 */
function associate(call: S3ControlCall, instanceArn: string): AssociatedIdentityCenter {
  const instance = findInstance(call, instanceArn);
  if (!instance) throw refuse("InvalidIdentityCenterInstance");
  const id = randomId("apl-", 16, "hex");
  return { instanceArn, applicationArn: `arn:aws:sso::${call.account.id}:application/${instance.instanceId}/${id}` };
}

function instanceXml(call: S3ControlCall, { created, identityCenter }: AccessGrantsInstance) {
  return {
    CreatedAt: created,
    AccessGrantsInstanceId: instanceId,
    AccessGrantsInstanceArn: instanceArnOf(call),
    IdentityCenterArn: identityCenter?.applicationArn,
    IdentityCenterInstanceArn: identityCenter?.instanceArn,
    IdentityCenterApplicationArn: identityCenter?.applicationArn,
  };
}
