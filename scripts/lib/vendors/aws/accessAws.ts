import type { AwsClientOptions } from "./awsClient.ts";
import type { AwsAccess, AwsServices } from "./AwsAccess.ts";

/** AWS by the AWS SDK. Whose credentials there are is asked once for each region, and no service before that. */
export function accessAws(options: Omit<AwsClientOptions, "region">): AwsAccess {
  const opened = new Map<string, Promise<AwsServices>>();
  return {
    async open(region) {
      const services = opened.get(region) ?? openRegion({ ...options, region });
      opened.set(region, services);
      return services;
    },
  };
}

/** The SDK's clients are loaded when they are needed: most stacks do without. */
async function openRegion(options: AwsClientOptions): Promise<AwsServices> {
  const [{ awsClient }, { createDataAccessClients }] = await Promise.all([
    import("./awsClient.ts"),
    import("../../dataAccess/createDataAccessClients.ts"),
  ]);
  const [{ CognitoIdentityProvider }, { Identitystore }, { S3 }, { S3Control }, { SSOAdmin }] = await Promise.all([
    import("@aws-sdk/client-cognito-identity-provider"),
    import("@aws-sdk/client-identitystore"),
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-s3-control"),
    import("@aws-sdk/client-sso-admin"),
  ]);
  const path = createDataAccessClients(options);
  const { Account: accountId = "", Arn: arn = "" } = await path.sts().getCallerIdentity({});
  return {
    caller: { accountId, arn },
    ssoAdmin: awsClient((config) => new SSOAdmin(config), options),
    identityStore: awsClient((config) => new Identitystore(config), options),
    accessGrants: awsClient((config) => new S3Control(config), options),
    userPools: awsClient((config) => new CognitoIdentityProvider(config), options),
    apis: once(async () => {
      const { ApiGatewayV2 } = await import("@aws-sdk/client-apigatewayv2");
      return awsClient((config) => new ApiGatewayV2(config), options);
    }),
    functions: once(async () => {
      const { Lambda } = await import("@aws-sdk/client-lambda");
      return awsClient((config) => new Lambda(config), options);
    }),
    roles: once(async () => {
      const { IAM } = await import("@aws-sdk/client-iam");
      return awsClient((config) => new IAM(config), options);
    }),
    path,
    s3: (credentials) => awsClient((config) => new S3(config), { ...options, credentials }),
  };
}

function once<Client>(make: () => Promise<Client>): () => Promise<Client> {
  let made: Promise<Client> | undefined;
  return () => (made ??= make());
}
