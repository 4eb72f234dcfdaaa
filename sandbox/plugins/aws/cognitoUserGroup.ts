import { integer, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { planRegion, regionInput } from "./regional.ts";

/** `aws:cognito/userGroup:UserGroup` (hashicorp/terraform-provider-aws, aws_cognito_user_group). */
export const cognitoUserGroup = defineResource<AwsClient>()({
  type: "aws:cognito/userGroup:UserGroup",
  inputs: {
    ...regionInput,
    description: string(),
    name: string({ forceNew: true, autoname: { maxLength: 128 } }),
    precedence: integer(),
    roleArn: string(),
    userPoolId: string({ required: true, forceNew: true }),
  },
  outputs: {},
  plan: planRegion,

  async create(aws, inputs) {
    const idp = await aws.userPools(inputs.region);
    await idp.createGroup({
      Description: inputs.description,
      GroupName: inputs.name,
      Precedence: inputs.precedence,
      RoleArn: inputs.roleArn,
      UserPoolId: inputs.userPoolId,
    });
    return { id: `${inputs.userPoolId}/${inputs.name}` };
  },

  async read(aws, id, known) {
    const [UserPoolId, GroupName] = splitId(id, "/", "userPoolId", "name");
    const region = known.region ?? aws.region;
    const idp = await aws.userPools(region);
    const found = await unlessMissing(idp.getGroup({ UserPoolId, GroupName }), "ResourceNotFoundException");
    const group = found?.Group;
    return (
      group && {
        description: group.Description === "" ? undefined : group.Description,
        name: GroupName,
        precedence: group.Precedence,
        region,
        roleArn: group.RoleArn,
        userPoolId: UserPoolId,
      }
    );
  },

  async update(aws, id, { inputs, has }) {
    const [UserPoolId, GroupName] = splitId(id, "/", "userPoolId", "name");
    const idp = await aws.userPools(inputs.region);
    await idp.updateGroup({
      UserPoolId,
      GroupName,
      ...(has("description") && { Description: inputs.description ?? "" }),
      ...(has("precedence") && { Precedence: inputs.precedence ?? 0 }),
      ...(has("roleArn") && { RoleArn: inputs.roleArn ?? "" }),
    });
    return undefined;
  },

  async delete(aws, id, { region }) {
    const [UserPoolId, GroupName] = splitId(id, "/", "userPoolId", "name");
    const idp = await aws.userPools(region);
    await unlessMissing(idp.deleteGroup({ UserPoolId, GroupName }), "ResourceNotFoundException");
  },
});
