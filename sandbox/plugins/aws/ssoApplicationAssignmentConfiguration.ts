import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import { boolean, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { planRegion, regionInput } from "./regional.ts";

/**
 * `aws:ssoadmin/applicationAssignmentConfiguration:ApplicationAssignmentConfiguration` (hashicorp/terraform-provider-aws,
 * aws_ssoadmin_application_assignment_configuration). Every application has one; deleting it puts the default back, that
 * assignment is required.
 */
export const ssoApplicationAssignmentConfiguration = defineResource<AwsClient>()({
  type: "aws:ssoadmin/applicationAssignmentConfiguration:ApplicationAssignmentConfiguration",
  inputs: {
    ...regionInput,
    applicationArn: string({ required: true, forceNew: true }),
    assignmentRequired: boolean({ required: true }),
  },
  outputs: {},
  plan: planRegion,

  async create(aws, { region, applicationArn, assignmentRequired }) {
    await put(aws, region, applicationArn, assignmentRequired);
    return { id: applicationArn };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const sso = await aws.ssoAdmin(region);
    const asked = sso.getApplicationAssignmentConfiguration({ ApplicationArn: id });
    const found = await unlessMissing(asked, "ResourceNotFoundException");
    return found && { applicationArn: id, assignmentRequired: found.AssignmentRequired, region };
  },

  async update(aws, id, { inputs: { region, assignmentRequired } }) {
    await put(aws, region, id, assignmentRequired);
    return undefined;
  },

  async delete(aws, id, { region }) {
    await unlessMissing(put(aws, region, id, true), "ResourceNotFoundException");
  },
});

async function put(
  aws: AwsClient,
  region: string | undefined,
  ApplicationArn: string,
  AssignmentRequired: boolean,
): Promise<void> {
  const sso = await aws.ssoAdmin(region);
  await sso.putApplicationAssignmentConfiguration({ ApplicationArn, AssignmentRequired });
}
