import packageJson from "@pulumi/aws/package.json" with { type: "json" };
import { boolean, integer, list, map, object, string } from "../../../providers/lib/Property.ts";
import { explainAws } from "../../../providers/lib/aws/awsErrors.ts";
import { MissingConfigError } from "../../../providers/lib/ProviderDefinition.ts";
import type { ProviderDefinition } from "../../../providers/lib/ProviderDefinition.ts";
import { accessGrant } from "./accessGrant.ts";
import { accessGrantsInstance } from "./accessGrantsInstance.ts";
import { accessGrantsLocation } from "./accessGrantsLocation.ts";
import { apiGatewayApi } from "./apiGatewayApi.ts";
import { apiGatewayAuthorizer } from "./apiGatewayAuthorizer.ts";
import { apiGatewayIntegration } from "./apiGatewayIntegration.ts";
import { apiGatewayRoute } from "./apiGatewayRoute.ts";
import { apiGatewayStage } from "./apiGatewayStage.ts";
import { AwsClient } from "./AwsClient.ts";
import { cognitoIdentityProvider } from "./cognitoIdentityProvider.ts";
import { cognitoManagedLoginBranding } from "./cognitoManagedLoginBranding.ts";
import { cognitoResourceServer } from "./cognitoResourceServer.ts";
import { cognitoUser } from "./cognitoUser.ts";
import { cognitoUserGroup } from "./cognitoUserGroup.ts";
import { cognitoUserPool } from "./cognitoUserPool.ts";
import { cognitoUserPoolClient } from "./cognitoUserPoolClient.ts";
import { cognitoUserPoolDomain } from "./cognitoUserPoolDomain.ts";
import { getCallerIdentity, getRegion } from "./functions.ts";
import { iamRole } from "./iamRole.ts";
import { iamRolePolicy } from "./iamRolePolicy.ts";
import { getGroup, getInstances, getUser } from "./identityCenterFunctions.ts";
import { identityStoreGroup } from "./identityStoreGroup.ts";
import { identityStoreGroupMembership } from "./identityStoreGroupMembership.ts";
import { identityStoreUser } from "./identityStoreUser.ts";
import { lambdaFunction } from "./lambdaFunction.ts";
import { lambdaPermission } from "./lambdaPermission.ts";
import { logGroup } from "./logGroup.ts";
import { logMetricFilter } from "./logMetricFilter.ts";
import { metricAlarm } from "./metricAlarm.ts";
import { queryDefinition } from "./queryDefinition.ts";
import { s3Bucket } from "./s3Bucket.ts";
import { s3BucketPublicAccessBlock } from "./s3BucketPublicAccessBlock.ts";
import { ssoApplication } from "./ssoApplication.ts";
import { ssoApplicationAccessScope } from "./ssoApplicationAccessScope.ts";
import { ssoApplicationAssignment } from "./ssoApplicationAssignment.ts";
import { ssoApplicationAssignmentConfiguration } from "./ssoApplicationAssignmentConfiguration.ts";
import { ssoTrustedTokenIssuer } from "./ssoTrustedTokenIssuer.ts";

/** Keys of the published provider that need what this plugin does not have: other credentials, other endpoints. */
const unsupportedConfig = [
  "allowedAccountIds",
  "assumeRoleWithWebIdentity",
  "assumeRoles",
  "customCaBundle",
  "endpoints",
  "forbiddenAccountIds",
  "httpProxy",
  "httpsProxy",
  "ignoreTags",
  "insecure",
  "noProxy",
  "profile",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "stsRegion",
  "tagPolicyCompliance",
  "useDualstackEndpoint",
  "useFipsEndpoint",
];

/** The types of package `aws` that the program declares. */
export const awsProvider: ProviderDefinition<AwsClient> = {
  name: "aws",
  version: packageJson.version,
  config: {
    accessKey: string({ secret: true }),
    defaultTags: object({ tags: map(string()) }),
    maxRetries: integer(),
    region: string(),
    retryMode: string({ oneOf: ["standard", "adaptive"] }),
    secretKey: string({ secret: true }),
    skipCredentialsValidation: boolean(),
    skipMetadataApiCheck: boolean(),
    skipRegionValidation: boolean(),
    skipRequestingAccountId: boolean(),
    token: string({ secret: true }),
    userAgents: list(string()),
    ...Object.fromEntries(unsupportedConfig.map((name) => [name, string()])),
  },
  unsupportedConfig,
  resources: [
    accessGrant,
    accessGrantsInstance,
    accessGrantsLocation,
    apiGatewayApi,
    apiGatewayAuthorizer,
    apiGatewayIntegration,
    apiGatewayRoute,
    apiGatewayStage,
    cognitoIdentityProvider,
    cognitoManagedLoginBranding,
    cognitoResourceServer,
    cognitoUser,
    cognitoUserGroup,
    cognitoUserPool,
    cognitoUserPoolClient,
    cognitoUserPoolDomain,
    iamRole,
    iamRolePolicy,
    identityStoreGroup,
    identityStoreGroupMembership,
    identityStoreUser,
    lambdaFunction,
    lambdaPermission,
    logGroup,
    logMetricFilter,
    metricAlarm,
    queryDefinition,
    s3Bucket,
    s3BucketPublicAccessBlock,
    ssoApplication,
    ssoApplicationAccessScope,
    ssoApplicationAssignment,
    ssoApplicationAssignmentConfiguration,
    ssoTrustedTokenIssuer,
  ],
  functions: [getCallerIdentity, getGroup, getInstances, getRegion, getUser],
  connect,
  explain: explainAws,
};

/** Where the configuration is silent the environment speaks, as with the published provider. */
function connect(config: Readonly<Record<string, unknown>>, signal: AbortSignal): AwsClient {
  const setting = (name: string, ...variables: string[]): string => {
    const values = [config[name], ...variables.map((variable) => process.env[variable])];
    const found = values.find((value) => typeof value === "string" && value !== "");
    return typeof found === "string" ? found : "";
  };
  const region = setting("region", "AWS_REGION", "AWS_DEFAULT_REGION");
  const accessKeyId = setting("accessKey", "AWS_ACCESS_KEY_ID");
  const secretAccessKey = setting("secretKey", "AWS_SECRET_ACCESS_KEY");
  const sessionToken = setting("token", "AWS_SESSION_TOKEN");
  const missing = [
    ...(region === "" ? [{ name: "aws:region", description: "such as eu-central-1, or AWS_REGION" }] : []),
    ...(accessKeyId === "" ? [{ name: "aws:accessKey", description: "an access key's id, or AWS_ACCESS_KEY_ID" }] : []),
    ...(secretAccessKey === ""
      ? [{ name: "aws:secretKey", description: "the access key's secret, or AWS_SECRET_ACCESS_KEY" }]
      : []),
  ];
  if (missing.length > 0) throw new MissingConfigError(missing);
  const { maxRetries, defaultTags } = config as {
    maxRetries?: number;
    defaultTags?: { tags?: Record<string, string> };
  };
  return new AwsClient({
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== "" && { sessionToken }) },
    maxAttempts: maxRetries === undefined ? undefined : maxRetries + 1,
    defaultTags: defaultTags?.tags ?? {},
    signal,
  });
}
