import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import { list, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import { splitId } from "./compositeId.ts";
import { planRegion, regionInput } from "./regional.ts";

/**
 * `aws:ssoadmin/applicationAccessScope:ApplicationAccessScope` (hashicorp/terraform-provider-aws,
 * aws_ssoadmin_application_access_scope).
 */
export const ssoApplicationAccessScope = defineResource<AwsClient>()({
  type: "aws:ssoadmin/applicationAccessScope:ApplicationAccessScope",
  inputs: {
    ...regionInput,
    applicationArn: string({ required: true, forceNew: true }),
    authorizedTargets: list(string(), { forceNew: true }),
    scope: string({ required: true, forceNew: true }),
  },
  outputs: {},
  plan: planRegion,

  async create(aws, { region, applicationArn, authorizedTargets, scope }) {
    const sso = await aws.ssoAdmin(region);
    await sso.putApplicationAccessScope({
      ApplicationArn: applicationArn,
      AuthorizedTargets: authorizedTargets && [...authorizedTargets],
      Scope: scope,
    });
    return { id: `${applicationArn},${scope}` };
  },

  async read(aws, id, known) {
    const [ApplicationArn, Scope] = splitId(id, ",", "applicationArn", "scope");
    const region = known.region ?? aws.region;
    const sso = await aws.ssoAdmin(region);
    const asked = sso.getApplicationAccessScope({ ApplicationArn, Scope });
    const found = await unlessMissing(asked, "ResourceNotFoundException");
    if (found === undefined) return undefined;
    const targets = found.AuthorizedTargets ?? [];
    return {
      applicationArn: ApplicationArn,
      authorizedTargets: targets.length > 0 ? targets : undefined,
      region,
      scope: found.Scope,
    };
  },

  async delete(aws, id, { region }) {
    const [ApplicationArn, Scope] = splitId(id, ",", "applicationArn", "scope");
    const sso = await aws.ssoAdmin(region);
    await unlessMissing(sso.deleteApplicationAccessScope({ ApplicationArn, Scope }), "ResourceNotFoundException");
  },
});
