import { randomUUID } from "node:crypto";
import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import { Repeated } from "../protocol/xml.ts";
import { isPrincipal } from "../iam/principals.ts";
import { findInstance } from "../ssoAdmin/lookup.ts";
import { invalidRequest, refuse } from "./errors.ts";
import { requireLocation } from "./locations.ts";
import {
  grantArnOf,
  pageByQuery,
  readBody,
  requireAccessGrants,
  type S3ControlCall,
  type S3ControlResult,
} from "./S3ControlCall.ts";
import { bucketOf, everything, grantScope } from "./scopes.ts";
import type { AccessGrant, AccessGrantsInstance, Grantee } from "./state.ts";

export const permission = z.enum(["READ", "WRITE", "READWRITE"]);
const createInput = {
  AccessGrantsLocationId: z.string().min(1).max(64),
  AccessGrantsLocationConfiguration: z
    .strictObject({ S3SubPrefix: z.string().min(1).max(2000).optional() })
    .or(z.literal("").transform(() => ({})))
    .optional(),
  Grantee: z.strictObject({
    GranteeType: z.enum(["IAM", "DIRECTORY_USER", "DIRECTORY_GROUP"]),
    GranteeIdentifier: z.string().min(1),
  }),
  Permission: permission,
  ApplicationArn: z
    .string()
    .regex(/^arn:[^:]+:sso::\d{12}:application\/.+$/)
    .optional(),
  S3PrefixType: z.literal("Object").optional(),
};
type OfGrant = Readonly<Record<"id", string>>;

export function createAccessGrant(call: S3ControlCall): S3ControlResult {
  const given = readBody(call, createInput);
  const instance = requireAccessGrants(call);
  const location = requireLocation(instance, given.AccessGrantsLocationId);
  const subPrefix = (given.AccessGrantsLocationConfiguration as { S3SubPrefix?: string } | undefined)?.S3SubPrefix;
  const scope = grantScope(location.scope, subPrefix);
  checkScope(call, location.scope, subPrefix, scope, given.S3PrefixType);
  const grantee: Grantee = { type: given.Grantee.GranteeType, identifier: given.Grantee.GranteeIdentifier };
  checkGrantee(call, instance, grantee);
  const isSame = (one: AccessGrant): boolean =>
    one.scope === scope &&
    one.permission === given.Permission &&
    one.applicationArn === given.ApplicationArn &&
    one.grantee.type === grantee.type &&
    one.grantee.identifier === grantee.identifier;
  if (instance.grants.some(isSame)) throw refuse("AccessGrantAlreadyExists");
  const grant: AccessGrant = {
    id: randomUUID(),
    created: call.account.now().toISOString(),
    locationId: location.id,
    subPrefix,
    scope,
    permission: given.Permission,
    grantee,
    applicationArn: given.ApplicationArn,
    tags: given.tags,
  };
  instance.grants.push(grant);
  return grantXml(call, grant);
}

export function getAccessGrant(call: S3ControlCall, { id }: OfGrant): S3ControlResult {
  return grantXml(call, requireGrant(requireAccessGrants(call), id));
}

export function deleteAccessGrant(call: S3ControlCall, { id }: OfGrant): undefined {
  const instance = requireAccessGrants(call);
  remove(instance.grants, requireGrant(instance, id));
}

export function listAccessGrants(call: S3ControlCall): S3ControlResult {
  const { query } = call;
  const wanted: readonly (readonly [parameter: string, read: (grant: AccessGrant) => string])[] = [
    ["granteetype", ({ grantee }) => grantee.type],
    ["granteeidentifier", ({ grantee }) => grantee.identifier],
    ["permission", (grant) => grant.permission],
    ["grantscope", ({ scope }) => scope],
    ["application_arn", ({ applicationArn }) => applicationArn ?? "ALL"],
  ];
  const found = requireAccessGrants(call).grants.filter((grant) =>
    wanted.every(([parameter, read]) => (query.get(parameter) ?? read(grant)) === read(grant)),
  );
  const { items, next } = pageByQuery(call, found);
  const list = items.map((grant) => grantXml(call, grant));
  return { NextToken: next, AccessGrantsList: { AccessGrant: new Repeated(list) } };
}

/** @throws AwsError NoSuchAccessGrantError */
export function requireGrant({ grants }: AccessGrantsInstance, id: string): AccessGrant {
  const grant = grants.find((one) => one.id === id);
  if (!grant) throw refuse("NoSuchAccessGrantError");
  return grant;
}

/** @throws AwsError InvalidRequest, whose words are not documented, InvalidAccessGrant */
function checkScope(
  { account, region }: S3ControlCall,
  location: string,
  subPrefix: string | undefined,
  scope: string,
  prefixType: "Object" | undefined,
): void {
  if (location === everything && subPrefix === undefined) {
    throw invalidRequest("S3SubPrefix is required for a grant in the default location");
  }
  if (prefixType === "Object" && scope.endsWith("*")) {
    throw invalidRequest("A grant of the S3PrefixType Object is for one object, without a wildcard");
  }
  const bucket = account.state.buckets.find(({ name }) => name === bucketOf(scope));
  if (bucket?.region !== region) throw refuse("InvalidAccessGrant");
}

/**
 * People and groups are those of the associated instance's directory; users and roles of another account cannot be looked
 * up. The words are those that terraform-provider-aws waits for, since a new role is not known at once (aws_s3control_access_grant).
 * @throws AwsError InvalidIdentityCenterInstance, InvalidRequest
 */
function checkGrantee(call: S3ControlCall, { identityCenter }: AccessGrantsInstance, grantee: Grantee): void {
  const directory = identityCenter && findInstance(call, identityCenter.instanceArn)?.store;
  if (grantee.type !== "IAM" && !directory) throw refuse("InvalidIdentityCenterInstance");
  const isKnown = (list: readonly { readonly id: string }[] = []): boolean =>
    list.some(({ id }) => id === grantee.identifier);
  const isRight = {
    IAM: () => isPrincipal(call.account, grantee.identifier),
    DIRECTORY_USER: () => isKnown(directory?.users),
    DIRECTORY_GROUP: () => isKnown(directory?.groups),
  };
  if (!isRight[grantee.type]()) throw invalidRequest("Invalid Grantee in the request");
}

function grantXml(call: S3ControlCall, grant: AccessGrant) {
  return {
    CreatedAt: grant.created,
    AccessGrantId: grant.id,
    AccessGrantArn: grantArnOf(call, grant.id),
    Grantee: granteeXml(grant.grantee),
    AccessGrantsLocationId: grant.locationId,
    AccessGrantsLocationConfiguration: { S3SubPrefix: grant.subPrefix ?? "" },
    Permission: grant.permission,
    ApplicationArn: grant.applicationArn,
    GrantScope: grant.scope,
  };
}

export function granteeXml({ type, identifier }: Grantee) {
  return { GranteeType: type, GranteeIdentifier: identifier };
}
