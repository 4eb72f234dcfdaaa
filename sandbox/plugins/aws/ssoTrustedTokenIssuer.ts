import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import { object, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
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

/**
 * `aws:ssoadmin/trustedTokenIssuer:TrustedTokenIssuer` (hashicorp/terraform-provider-aws,
 * aws_ssoadmin_trusted_token_issuer). Another issuer URL replaces it, since AWS has no call that changes it.
 */
export const ssoTrustedTokenIssuer = defineResource<AwsClient>()({
  type: "aws:ssoadmin/trustedTokenIssuer:TrustedTokenIssuer",
  inputs: {
    ...regionInput,
    ...tagsInput,
    clientToken: string({ forceNew: true, unreturned: true }),
    instanceArn: string({ required: true, forceNew: true }),
    name: string({ autoname: { maxLength: 255 } }),
    trustedTokenIssuerConfiguration: object(
      {
        oidcJwtConfiguration: object(
          {
            claimAttributePath: string({ required: true }),
            identityStoreAttributePath: string({ required: true }),
            issuerUrl: string({ required: true, forceNew: true }),
            jwksRetrievalOption: string({ required: true, oneOf: ["OPEN_ID_DISCOVERY"] }),
          },
          { required: true },
        ),
      },
      { required: true },
    ),
    trustedTokenIssuerType: string({ required: true, forceNew: true, oneOf: ["OIDC_JWT"] }),
  },
  outputs: { ...tagsAllOutput, arn: {} },
  plan: planRegionAndTags,

  async create(aws, inputs) {
    const sso = await aws.ssoAdmin(inputs.region);
    const { claimAttributePath, identityStoreAttributePath, issuerUrl } =
      inputs.trustedTokenIssuerConfiguration.oidcJwtConfiguration;
    const { TrustedTokenIssuerArn: arn = "" } = await sso.createTrustedTokenIssuer({
      ClientToken: inputs.clientToken,
      InstanceArn: inputs.instanceArn,
      Name: inputs.name,
      Tags: tagList(allTags(inputs, aws)),
      TrustedTokenIssuerConfiguration: {
        OidcJwtConfiguration: {
          ClaimAttributePath: claimAttributePath,
          IdentityStoreAttributePath: identityStoreAttributePath,
          IssuerUrl: issuerUrl,
          JwksRetrievalOption: "OPEN_ID_DISCOVERY",
        },
      },
      TrustedTokenIssuerType: "OIDC_JWT",
    });
    return { id: arn };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const sso = await aws.ssoAdmin(region);
    const asked = sso.describeTrustedTokenIssuer({ TrustedTokenIssuerArn: id });
    const found = await unlessMissing(asked, "ResourceNotFoundException");
    if (found === undefined) return undefined;
    const configuration = found.TrustedTokenIssuerConfiguration?.OidcJwtConfiguration;
    const instanceArn = instanceOf(id);
    const { Tags } = await sso.listTagsForResource({ InstanceArn: instanceArn, ResourceArn: id });
    return {
      ...viewTags(tagRecord(Tags), aws, known.tags),
      arn: id,
      instanceArn,
      name: found.Name,
      region,
      trustedTokenIssuerConfiguration: {
        oidcJwtConfiguration: {
          claimAttributePath: configuration?.ClaimAttributePath,
          identityStoreAttributePath: configuration?.IdentityStoreAttributePath,
          issuerUrl: configuration?.IssuerUrl,
          jwksRetrievalOption: configuration?.JwksRetrievalOption,
        },
      },
      trustedTokenIssuerType: found.TrustedTokenIssuerType,
    };
  },

  async update(aws, id, { inputs, old, has }) {
    const sso = await aws.ssoAdmin(inputs.region);
    if (has("name") || has("trustedTokenIssuerConfiguration")) {
      const { claimAttributePath, identityStoreAttributePath } =
        inputs.trustedTokenIssuerConfiguration.oidcJwtConfiguration;
      await sso.updateTrustedTokenIssuer({
        TrustedTokenIssuerArn: id,
        Name: inputs.name,
        TrustedTokenIssuerConfiguration: {
          OidcJwtConfiguration: {
            ClaimAttributePath: claimAttributePath,
            IdentityStoreAttributePath: identityStoreAttributePath,
            JwksRetrievalOption: "OPEN_ID_DISCOVERY",
          },
        },
      });
    }
    await updateSsoTags(aws, { arn: id, instanceArn: inputs.instanceArn }, old, inputs);
    return undefined;
  },

  async delete(aws, id, { region }) {
    const sso = await aws.ssoAdmin(region);
    await unlessMissing(sso.deleteTrustedTokenIssuer({ TrustedTokenIssuerArn: id }), "ResourceNotFoundException");
  },
});

/** AWS does not tell the instance, but its name is in the ARN: `arn:aws:sso::ACCOUNT:trustedTokenIssuer/INSTANCE/tti-…`. */
function instanceOf(arn: string): string {
  const found = /^arn:([^:]+):sso::\d+:trustedTokenIssuer\/([^/]+)\/[^/]+$/.exec(arn);
  if (!found) throw new Error(`id "${arn}": expected the ARN of a trusted token issuer`);
  return `arn:${found[1]}:sso:::instance/${found[2]}`;
}
