import { remove } from "../../../lib/remove.ts";
import type { AwsCall } from "../AwsService.ts";
import { AwsError } from "../protocol/AwsError.ts";
import { type QueryInput, required } from "../protocol/query.ts";
import type { XmlValue } from "../protocol/xml.ts";
import { managedPolicy } from "./managedPolicies.ts";
import { noteUnknownConditions } from "./noteUnknownConditions.ts";
import { checkIdentityPolicy } from "./PolicyDocument.ts";
import type { InlinePolicy, Role } from "./Role.ts";
import { checkShape, encodeDocument, noSuchEntity, requireRole } from "./roleInput.ts";

type Result = Readonly<Record<string, XmlValue>>;

/** All inline policies of a role together, white space left out (IAM user guide, "IAM and AWS STS quotas"). */
const inlinePolicyCharacters = 10_240;

export function putRolePolicy(call: AwsCall, input: QueryInput): undefined {
  const role = requireRole(call, input);
  const name = checkShape(required(input, "PolicyName"), "policyName", /^[\w+=,.@-]{1,128}$/);
  const document = required(input, "PolicyDocument");
  checkIdentityPolicy(document);
  const policies = [...role.inlinePolicies.filter((policy) => policy.name !== name), { name, document }];
  const size = policies.reduce((sum, policy) => sum + policy.document.replaceAll(/\s/g, "").length, 0);
  if (size > inlinePolicyCharacters) {
    throw new AwsError(
      409,
      "LimitExceeded",
      `Maximum policy size of ${inlinePolicyCharacters} bytes exceeded for role ${role.name}`,
    );
  }
  role.inlinePolicies.splice(0, role.inlinePolicies.length, ...policies);
  noteUnknownConditions(call, document);
}

export function getRolePolicy(call: AwsCall, input: QueryInput): Result {
  const role = requireRole(call, input);
  const { name, document } = requirePolicy(role, input);
  return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeDocument(document) };
}

export function deleteRolePolicy(call: AwsCall, input: QueryInput): undefined {
  const role = requireRole(call, input);
  remove(role.inlinePolicies, requirePolicy(role, input));
}

export function listRolePolicies(call: AwsCall, input: QueryInput): Result {
  const role = requireRole(call, input);
  return { PolicyNames: role.inlinePolicies.map((policy) => policy.name), IsTruncated: false };
}

export function attachRolePolicy(call: AwsCall, input: QueryInput): undefined {
  const role = requireRole(call, input);
  const { arn } = managedPolicy(required(input, "PolicyArn"));
  if (!role.attachedPolicies.includes(arn)) role.attachedPolicies.push(arn);
}

export function detachRolePolicy(call: AwsCall, input: QueryInput): undefined {
  const role = requireRole(call, input);
  const arn = required(input, "PolicyArn");
  if (!role.attachedPolicies.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
  remove(role.attachedPolicies, arn);
}

export function listAttachedRolePolicies(call: AwsCall, input: QueryInput): Result {
  const policies = requireRole(call, input).attachedPolicies.map(managedPolicy);
  return {
    AttachedPolicies: policies.map(({ arn, name }) => ({ PolicyName: name, PolicyArn: arn })),
    IsTruncated: false,
  };
}

function requirePolicy(role: Role, input: QueryInput): InlinePolicy {
  const name = required(input, "PolicyName");
  const policy = role.inlinePolicies.find((one) => one.name === name);
  if (!policy) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  return policy;
}
