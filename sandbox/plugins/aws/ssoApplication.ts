import type { PortalOptions, SignInOptions } from "@aws-sdk/client-sso-admin";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import { object, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import type { View } from "../../../providers/lib/ResourceDefinition.ts";
import type { AwsClient } from "./AwsClient.ts";
import {
  allTags,
  planRegionAndTags,
  regionInput,
  tagList,
  tagRecord,
  tagsAllOutput,
  tagsInput,
  viewTags,
} from "./regional.ts";
import { updateSsoTags } from "./ssoTags.ts";

const portalOptions = {
  signInOptions: object({
    applicationUrl: string(),
    origin: string({ required: true, oneOf: ["IDENTITY_CENTER", "APPLICATION"] }),
  }),
  visibility: string({ computed: true, oneOf: ["ENABLED", "DISABLED"] }),
};
type Portal = ValuesOf<typeof portalOptions>;

/**
 * `aws:ssoadmin/application:Application` (hashicorp/terraform-provider-aws, aws_ssoadmin_application). Another instance or
 * application provider replaces it here; the published provider calls that an update, and changes nothing.
 */
export const ssoApplication = defineResource<AwsClient>()({
  type: "aws:ssoadmin/application:Application",
  inputs: {
    ...regionInput,
    ...tagsInput,
    applicationProviderArn: string({ required: true, forceNew: true }),
    clientToken: string({ creationOnly: true, unreturned: true }),
    description: string(),
    instanceArn: string({ required: true, forceNew: true }),
    name: string({ autoname: { maxLength: 100 } }),
    portalOptions: object(portalOptions),
    status: string({ computed: true, oneOf: ["ENABLED", "DISABLED"] }),
  },
  outputs: { ...tagsAllOutput, applicationAccount: {}, applicationArn: {}, arn: {} },
  plan: planRegionAndTags,
  check: ({ portalOptions }) =>
    portalOptions?.visibility !== undefined && portalOptions.signInOptions === undefined
      ? [{ path: "portalOptions.visibility", reason: "needs signInOptions beside it" }]
      : [],

  async create(aws, inputs) {
    const sso = await aws.ssoAdmin(inputs.region);
    const { ApplicationArn: arn = "" } = await sso.createApplication({
      ApplicationProviderArn: inputs.applicationProviderArn,
      ClientToken: inputs.clientToken,
      Description: inputs.description,
      InstanceArn: inputs.instanceArn,
      Name: inputs.name,
      PortalOptions: inputs.portalOptions && {
        SignInOptions: signInOptions(inputs.portalOptions),
        Visibility: inputs.portalOptions.visibility as "ENABLED" | undefined,
      },
      Status: inputs.status as "ENABLED" | undefined,
      Tags: tagList(allTags(inputs, aws)),
    });
    return { id: arn };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const sso = await aws.ssoAdmin(region);
    const found = await unlessMissing(sso.describeApplication({ ApplicationArn: id }), "ResourceNotFoundException");
    if (found === undefined) return undefined;
    const { Tags } = await sso.listTagsForResource({ InstanceArn: found.InstanceArn, ResourceArn: id });
    return {
      ...viewTags(tagRecord(Tags), aws, known.tags),
      applicationAccount: found.ApplicationAccount,
      applicationArn: id,
      applicationProviderArn: found.ApplicationProviderArn,
      arn: id,
      description: found.Description,
      instanceArn: found.InstanceArn,
      name: found.Name,
      portalOptions: viewPortal(found.PortalOptions),
      region,
      status: found.Status,
    };
  },

  async update(aws, id, { inputs, old, has }) {
    const sso = await aws.ssoAdmin(inputs.region);
    if (has("name") || has("description") || has("portalOptions") || has("status")) {
      await sso.updateApplication({
        ApplicationArn: id,
        Description: inputs.description,
        Name: inputs.name,
        PortalOptions: inputs.portalOptions && { SignInOptions: signInOptions(inputs.portalOptions) },
        Status: inputs.status as "ENABLED" | undefined,
      });
    }
    await updateSsoTags(aws, { arn: id, instanceArn: inputs.instanceArn }, old, inputs);
    return undefined;
  },

  async delete(aws, id, { region }) {
    const sso = await aws.ssoAdmin(region);
    await unlessMissing(sso.deleteApplication({ ApplicationArn: id }), "ResourceNotFoundException");
  },
});

function signInOptions({ signInOptions: options }: Portal): SignInOptions | undefined {
  return options && { ApplicationUrl: options.applicationUrl, Origin: options.origin as "APPLICATION" };
}

/** As in the published provider, a visibility alone is no portal option: every application has one. */
function viewPortal(options: PortalOptions | undefined): View | undefined {
  if (options?.SignInOptions === undefined) return undefined;
  const { ApplicationUrl, Origin } = options.SignInOptions;
  return { signInOptions: { applicationUrl: ApplicationUrl, origin: Origin }, visibility: options.Visibility };
}
