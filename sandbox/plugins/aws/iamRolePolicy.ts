import { status } from "@grpc/grpc-js";
import { CallError } from "../../../providers/lib/CallError.ts";
import { json, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { prefixOf, uniqueName } from "./uniqueName.ts";

/** `aws:iam/rolePolicy:RolePolicy`, a role's inline policy (hashicorp/terraform-provider-aws, aws_iam_role_policy). */
export const iamRolePolicy = defineResource<AwsClient>()({
  type: "aws:iam/rolePolicy:RolePolicy",
  inputs: {
    name: string({ computed: true, forceNew: true, autoname: { maxLength: 128 }, conflictsWith: "namePrefix" }),
    namePrefix: string({ computed: true, forceNew: true }),
    policy: json({ required: true }),
    role: string({ required: true, forceNew: true }),
  },
  outputs: {},

  async create(aws, inputs) {
    const iam = await aws.iam();
    const name = inputs.namePrefix === undefined ? inputs.name : uniqueName(inputs.namePrefix);
    await iam.putRolePolicy({ RoleName: inputs.role, PolicyName: name, PolicyDocument: inputs.policy });
    return { id: `${inputs.role}:${name}` };
  },

  async read(aws, id) {
    const iam = await aws.iam();
    const { role, name } = partsOf(id);
    const found = await unlessMissing(iam.getRolePolicy({ RoleName: role, PolicyName: name }), "NoSuchEntityException");
    return found && { name, namePrefix: prefixOf(name), policy: decodeURIComponent(found.PolicyDocument ?? ""), role };
  },

  async update(aws, id, { inputs }) {
    const iam = await aws.iam();
    const { role, name } = partsOf(id);
    await iam.putRolePolicy({ RoleName: role, PolicyName: name, PolicyDocument: inputs.policy });
    return undefined;
  },

  async delete(aws, id) {
    const iam = await aws.iam();
    const { role, name } = partsOf(id);
    await unlessMissing(iam.deleteRolePolicy({ RoleName: role, PolicyName: name }), "NoSuchEntityException");
  },
});

/** The id is the role's name, a colon and the policy's name. */
function partsOf(id: string): { readonly role: string; readonly name: string } {
  const colon = id.indexOf(":");
  if (colon < 1 || colon === id.length - 1) {
    throw new CallError("USAGE", status.INVALID_ARGUMENT, `"${id}" is no id of a role policy; expected role:policy`);
  }
  return { role: id.slice(0, colon), name: id.slice(colon + 1) };
}
