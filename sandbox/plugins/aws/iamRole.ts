import type { IAM } from "@aws-sdk/client-iam";
import { boolean, integer, json, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { allTags, changeOfTags, planTags, tagList, tagRecord, tagsAllOutput, tagsInput, viewTags } from "./regional.ts";
import { prefixOf, uniqueName } from "./uniqueName.ts";

/**
 * `aws:iam/role:Role` (hashicorp/terraform-provider-aws, aws_iam_role). As there, `inlinePolicies` lists all that the role
 * has, those of `aws:iam/rolePolicy:RolePolicy` too: a first refresh after the creation shows them as a difference.
 */
export const iamRole = defineResource<AwsClient>()({
  type: "aws:iam/role:Role",
  inputs: {
    ...tagsInput,
    assumeRolePolicy: json({ required: true }),
    description: string(),
    forceDetachPolicies: boolean({ default: false, unreturned: true }),
    maxSessionDuration: integer({ default: 3600, between: [3600, 43200] }),
    name: string({ computed: true, forceNew: true, autoname: { maxLength: 64 }, conflictsWith: "namePrefix" }),
    namePrefix: string({ computed: true, forceNew: true }),
    path: string({ default: "/", forceNew: true }),
  },
  outputs: { ...tagsAllOutput, arn: {}, createDate: {}, inlinePolicies: {}, managedPolicyArns: {}, uniqueId: {} },
  unsupported: ["inlinePolicies", "managedPolicyArns", "permissionsBoundary"],
  plan: planTags,

  async create(aws, inputs) {
    const iam = await aws.iam();
    const name = inputs.namePrefix === undefined ? inputs.name : uniqueName(inputs.namePrefix);
    await iam.createRole({
      AssumeRolePolicyDocument: inputs.assumeRolePolicy,
      Description: inputs.description,
      MaxSessionDuration: inputs.maxSessionDuration,
      Path: inputs.path,
      RoleName: name,
      Tags: tagList(allTags(inputs, aws)),
    });
    return { id: name };
  },

  async read(aws, id, known) {
    const iam = await aws.iam();
    const role = (await unlessMissing(iam.getRole({ RoleName: id }), "NoSuchEntityException"))?.Role;
    if (role === undefined) return undefined;
    return {
      ...viewTags(tagRecord(role.Tags), aws, known.tags),
      arn: role.Arn,
      assumeRolePolicy: decodeURIComponent(role.AssumeRolePolicyDocument ?? ""),
      createDate: role.CreateDate?.toISOString().replace(/\.\d+Z$/, "Z"),
      description: role.Description,
      inlinePolicies: await inlinePolicies(iam, id),
      managedPolicyArns: (await attachedPolicies(iam, id)).sort(),
      maxSessionDuration: role.MaxSessionDuration,
      name: role.RoleName,
      namePrefix: prefixOf(role.RoleName ?? ""),
      path: role.Path,
      uniqueId: role.RoleId,
    };
  },

  async update(aws, id, { inputs, old, has }) {
    const iam = await aws.iam();
    if (has("assumeRolePolicy")) {
      await iam.updateAssumeRolePolicy({ RoleName: id, PolicyDocument: inputs.assumeRolePolicy });
    }
    if (has("description") || has("maxSessionDuration")) {
      const { description = "", maxSessionDuration } = inputs;
      await iam.updateRole({ RoleName: id, Description: description, MaxSessionDuration: maxSessionDuration });
    }
    const { set, remove } = changeOfTags(old, inputs, aws);
    if (remove.length > 0) await iam.untagRole({ RoleName: id, TagKeys: remove });
    if (Object.keys(set).length > 0) await iam.tagRole({ RoleName: id, Tags: tagList(set) });
    return undefined;
  },

  async delete(aws, id, { forceDetachPolicies = false }) {
    const iam = await aws.iam();
    await unlessMissing(deleteRole(iam, id, forceDetachPolicies), "NoSuchEntityException");
  },
});

async function deleteRole(iam: IAM, name: string, detach: boolean): Promise<void> {
  if (detach) {
    for (const arn of await attachedPolicies(iam, name)) await iam.detachRolePolicy({ RoleName: name, PolicyArn: arn });
    for (const policy of await inlinePolicyNames(iam, name)) {
      await iam.deleteRolePolicy({ RoleName: name, PolicyName: policy });
    }
  }
  await iam.deleteRole({ RoleName: name });
}

async function attachedPolicies(iam: IAM, name: string): Promise<string[]> {
  const { AttachedPolicies = [] } = await iam.listAttachedRolePolicies({ RoleName: name });
  return AttachedPolicies.map(({ PolicyArn = "" }) => PolicyArn);
}

async function inlinePolicyNames(iam: IAM, name: string): Promise<string[]> {
  const { PolicyNames = [] } = await iam.listRolePolicies({ RoleName: name });
  return PolicyNames;
}

async function inlinePolicies(iam: IAM, name: string): Promise<object[]> {
  const policies = [];
  for (const policyName of (await inlinePolicyNames(iam, name)).sort()) {
    const { PolicyDocument = "" } = await iam.getRolePolicy({ RoleName: name, PolicyName: policyName });
    policies.push({ name: policyName, policy: decodeURIComponent(PolicyDocument) });
  }
  return policies;
}
