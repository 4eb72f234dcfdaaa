import { remove } from "../../../lib/remove.ts";
import type { AwsAccount } from "../AwsAccount.ts";
import type { AwsCall } from "../AwsService.ts";
import { randomId } from "../../http/ids.ts";
import { AwsError, unsupported } from "../protocol/AwsError.ts";
import { listMembers, type QueryInput, required } from "../protocol/query.ts";
import type { XmlValue } from "../protocol/xml.ts";
import { noteUnknownConditions } from "./noteUnknownConditions.ts";
import { checkTrustPolicy } from "./PolicyDocument.ts";
import type { Role } from "./Role.ts";
import { principalIds, shownTrustPolicy } from "./principals.ts";
import { checkShape, encodeDocument, findRole, readTags, requireRole } from "./roleInput.ts";

type Result = Readonly<Record<string, XmlValue>>;

const defaultSessionSeconds = 3600;

export function createRole(call: AwsCall, input: QueryInput): Result {
  const name = checkShape(required(input, "RoleName"), "roleName", /^[\w+=,.@-]{1,64}$/);
  const path = checkShape(input.get("Path") ?? "/", "path", /^(\/|\/[!-~]+\/)$/);
  const document = required(input, "AssumeRolePolicyDocument");
  const maxSessionDuration = readSessionDuration(input) ?? defaultSessionSeconds;
  const tags = readTags(input);
  if (input.has("PermissionsBoundary")) throw unsupported("InvalidInput", "permissions boundaries");
  checkTrustPolicy(document);
  if (findRole(call, name)) {
    throw new AwsError(409, "EntityAlreadyExists", `Role with name ${name} already exists.`);
  }
  const role: Role = {
    name,
    path,
    id: randomId("AROA", 17, "base32"),
    arn: `arn:aws:iam::${call.account.id}:role${path}${name}`,
    createDate: seconds(call.account.now()),
    description: input.get("Description") || undefined,
    maxSessionDuration,
    assumeRolePolicyDocument: document,
    principalIds: principalIds(call.account, document),
    tags,
    inlinePolicies: [],
    attachedPolicies: [],
  };
  noteUnknownConditions(call, document);
  call.account.state.roles.push(role);
  return { Role: output(call.account, role) };
}

export function getRole(call: AwsCall, input: QueryInput): Result {
  return { Role: output(call.account, requireRole(call, input)) };
}

export function listRoles(call: AwsCall, input: QueryInput): Result {
  const prefix = input.get("PathPrefix") ?? "/";
  const roles = call.account.state.roles.filter((role) => role.path.startsWith(prefix));
  return { Roles: roles.map((role) => output(call.account, role)), IsTruncated: false };
}

export function updateRole(call: AwsCall, input: QueryInput): Result {
  const role = requireRole(call, input);
  const maxSessionDuration = readSessionDuration(input) ?? role.maxSessionDuration;
  // An empty description clears it.
  role.description = (input.get("Description") ?? role.description) || undefined;
  role.maxSessionDuration = maxSessionDuration;
  return {};
}

export function updateRoleDescription(call: AwsCall, input: QueryInput): Result {
  const role = requireRole(call, input);
  role.description = input.get("Description") || undefined;
  return { Role: output(call.account, role) };
}

export function updateAssumeRolePolicy(call: AwsCall, input: QueryInput): undefined {
  const role = requireRole(call, input);
  const document = required(input, "PolicyDocument");
  checkTrustPolicy(document);
  role.principalIds = principalIds(call.account, document);
  role.assumeRolePolicyDocument = document;
  noteUnknownConditions(call, document);
}

export function deleteRole(call: AwsCall, input: QueryInput): undefined {
  const role = requireRole(call, input);
  if (role.attachedPolicies.length > 0) {
    throw new AwsError(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.");
  }
  if (role.inlinePolicies.length > 0) {
    throw new AwsError(409, "DeleteConflict", "Cannot delete entity, must delete policies first.");
  }
  const { roles } = call.account.state;
  remove(roles, role);
}

/** There are no instance profiles here: nothing of the sandbox runs on instances. */
export function listInstanceProfilesForRole(call: AwsCall, input: QueryInput): Result {
  requireRole(call, input);
  return { InstanceProfiles: [], IsTruncated: false };
}

export function listRoleTags(call: AwsCall, input: QueryInput): Result {
  return { Tags: requireRole(call, input).tags.map(tagOutput), IsTruncated: false };
}

export function tagRole(call: AwsCall, input: QueryInput): undefined {
  const role = requireRole(call, input);
  const tags = readTags(input);
  role.tags = [...role.tags.filter((old) => !tags.some((tag) => tag.key === old.key)), ...tags];
}

export function untagRole(call: AwsCall, input: QueryInput): undefined {
  const role = requireRole(call, input);
  const keys = listMembers(input, "TagKeys");
  role.tags = role.tags.filter((tag) => !keys.includes(tag.key));
}

function readSessionDuration(input: QueryInput): number | undefined {
  const text = input.get("MaxSessionDuration");
  if (text === null) return undefined;
  const duration = Number(text);
  if (Number.isInteger(duration) && duration >= 3600 && duration <= 43_200) return duration;
  throw new AwsError(
    400,
    "ValidationError",
    `1 validation error detected: Value '${text}' at 'maxSessionDuration' failed to satisfy constraint: Member must ` +
      "have value between 3600 and 43200",
  );
}

function output(account: AwsAccount, role: Role): Result {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: encodeDocument(shownTrustPolicy(account, role)),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    Tags: role.tags.length > 0 ? role.tags.map(tagOutput) : undefined,
    RoleLastUsed: {},
  };
}

function tagOutput({ key, value }: { key: string; value: string }): Result {
  return { Key: key, Value: value };
}

function seconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}/, "");
}
