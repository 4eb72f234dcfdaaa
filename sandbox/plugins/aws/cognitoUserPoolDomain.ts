import { integer, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { planRegion, regionInput } from "./regional.ts";

/** The hosted zone of every CloudFront distribution (Amazon Route 53 API reference, AliasTarget). */
const cloudFrontZoneId = "Z2FDTNDATAQYW2";

/** `aws:cognito/userPoolDomain:UserPoolDomain` (hashicorp/terraform-provider-aws, aws_cognito_user_pool_domain). */
export const cognitoUserPoolDomain = defineResource<AwsClient>()({
  type: "aws:cognito/userPoolDomain:UserPoolDomain",
  inputs: {
    ...regionInput,
    certificateArn: string(),
    domain: string({ required: true, forceNew: true }),
    managedLoginVersion: integer({ computed: true, between: [1, 2] }),
    userPoolId: string({ required: true, forceNew: true }),
  },
  outputs: {
    awsAccountId: {},
    cloudfrontDistribution: {},
    cloudfrontDistributionArn: {},
    cloudfrontDistributionZoneId: {},
    s3Bucket: {},
    version: {},
  },
  plan: planRegion,

  async create(aws, inputs) {
    const idp = await aws.userPools(inputs.region);
    await idp.createUserPoolDomain(requestOf(inputs));
    return { id: inputs.domain };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const idp = await aws.userPools(region);
    const { DomainDescription: found } = await idp.describeUserPoolDomain({ Domain: id });
    if (found?.Status === undefined) return undefined;
    return {
      awsAccountId: found.AWSAccountId,
      certificateArn: found.CustomDomainConfig?.CertificateArn,
      cloudfrontDistribution: found.CloudFrontDistribution,
      cloudfrontDistributionArn: found.CloudFrontDistribution,
      cloudfrontDistributionZoneId: cloudFrontZoneId,
      domain: id,
      managedLoginVersion: found.ManagedLoginVersion,
      region,
      s3Bucket: found.S3Bucket,
      userPoolId: found.UserPoolId,
      version: found.Version,
    };
  },

  async update(aws, _id, { inputs }) {
    const idp = await aws.userPools(inputs.region);
    await idp.updateUserPoolDomain(requestOf(inputs));
    return undefined;
  },

  async delete(aws, id, { region, userPoolId }) {
    const idp = await aws.userPools(region);
    const { DomainDescription: found } = await idp.describeUserPoolDomain({ Domain: id });
    if (found?.Status === undefined) return;
    const gone = idp.deleteUserPoolDomain({ Domain: id, UserPoolId: userPoolId });
    await unlessMissing(gone, "ResourceNotFoundException");
  },
});

function requestOf(inputs: {
  readonly certificateArn?: string;
  readonly domain: string;
  readonly managedLoginVersion?: number;
  readonly userPoolId: string;
}) {
  return {
    Domain: inputs.domain,
    UserPoolId: inputs.userPoolId,
    ManagedLoginVersion: inputs.managedLoginVersion,
    CustomDomainConfig: inputs.certificateArn === undefined ? undefined : { CertificateArn: inputs.certificateArn },
  };
}
