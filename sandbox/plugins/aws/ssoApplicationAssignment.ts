import type { PrincipalType } from "@aws-sdk/client-sso-admin";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import { string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { planRegion, regionInput } from "./regional.ts";

/**
 * `aws:ssoadmin/applicationAssignment:ApplicationAssignment` (hashicorp/terraform-provider-aws,
 * aws_ssoadmin_application_assignment): a user or group that may use an application.
 */
export const ssoApplicationAssignment = defineResource<AwsClient>()({
  type: "aws:ssoadmin/applicationAssignment:ApplicationAssignment",
  inputs: {
    ...regionInput,
    applicationArn: string({ required: true, forceNew: true }),
    principalId: string({ required: true, forceNew: true }),
    principalType: string({ required: true, forceNew: true, oneOf: ["USER", "GROUP"] }),
  },
  outputs: {},
  plan: planRegion,

  async create(aws, { region, applicationArn, principalId, principalType }) {
    const sso = await aws.ssoAdmin(region);
    const id = `${applicationArn},${principalId},${principalType}`;
    await sso.createApplicationAssignment(requestOf(id));
    return { id };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const sso = await aws.ssoAdmin(region);
    const asked = sso.describeApplicationAssignment(requestOf(id));
    const found = await unlessMissing(asked, "ResourceNotFoundException");
    return (
      found && {
        applicationArn: found.ApplicationArn,
        principalId: found.PrincipalId,
        principalType: found.PrincipalType,
        region,
      }
    );
  },

  async delete(aws, id, { region }) {
    const sso = await aws.ssoAdmin(region);
    await unlessMissing(sso.deleteApplicationAssignment(requestOf(id)), "ResourceNotFoundException");
  },
});

function requestOf(id: string) {
  const [ApplicationArn, PrincipalId, type] = splitId(id, ",", "applicationArn", "principalId", "principalType");
  return { ApplicationArn, PrincipalId, PrincipalType: type as PrincipalType };
}
