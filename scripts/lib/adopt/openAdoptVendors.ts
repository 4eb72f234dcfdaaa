import { proxyFetch } from "../../../lib/proxyFetch.ts";
import type { AdoptAws, AdoptVendors } from "./AdoptVendors.ts";
import { connectJumpCloud } from "../preflight/connectJumpCloud.ts";
import type { OpenStack } from "../stack/openStack.ts";
import { readProviderConfig } from "../stack/readProviderConfig.ts";
import { awsClient, type AwsClientOptions } from "../vendors/aws/awsClient.ts";
import type { ReadableDirectory } from "../vendors/microsoft/DirectoryAccess.ts";
import { accessDirectories } from "../vendors/microsoft/accessDirectories.ts";
import { accessOkta } from "../vendors/okta/accessOkta.ts";
import { NotRead } from "./Finder.ts";
import type { PlannedResource } from "./PlannedResource.ts";

/**
 * The vendors of a stack, by the credentials of the environment and the organisations that its config names.
 * @param plan holds the providers that the program makes for directories of their own
 * @throws CrosstrustError STACK_CONFIG_UNREADABLE, USAGE
 */
export async function openAdoptVendors(
  { name: stack, configFile }: OpenStack,
  plan: ReadonlyMap<string, PlannedResource>,
  signal: AbortSignal,
): Promise<AdoptVendors> {
  const environment = process.env;
  const { oktaHost, tenantId, awsRegion } = await readProviderConfig(stack, configFile, environment);
  const okta = accessOkta({ host: oktaHost, environment, signal, fetch: proxyFetch });
  const directories = accessDirectories(environment, signal);
  const cached = new Map<string, ReadableDirectory | undefined>();
  const jumpcloud = once(async () => {
    return (await connectJumpCloud(stack, configFile, signal)) ?? notRead("there are no credentials for JumpCloud");
  });
  const aws = once(async () => openAws({ region: awsRegion ?? notRead("there is no aws:region"), signal }));
  return {
    okta: () => okta.api ?? notRead("there are no credentials for Okta"),
    directory({ provider }) {
      const key = provider ?? "";
      if (!cached.has(key)) cached.set(key, directoryOf(provider === undefined ? undefined : plan.get(provider)));
      return cached.get(key) ?? notRead("there are no credentials for the directory");
    },
    jumpcloud,
    aws,
  };

  /** A provider of the program's own is named after the issuer whose directory it is. */
  function directoryOf(provider: PlannedResource | undefined): ReadableDirectory | undefined {
    const own = provider?.inputs["tenantId"];
    if (provider !== undefined) return typeof own === "string" ? directories.b2c(provider.name, own) : undefined;
    return tenantId === undefined ? undefined : directories.tenant(tenantId);
  }
}

function notRead(reason: string): never {
  throw new NotRead(reason);
}

/** The SDK's clients are loaded when they are needed: most stacks do without some. */
async function openAws(options: AwsClientOptions): Promise<AdoptAws> {
  const [
    { ApiGatewayV2 },
    { CloudWatch },
    { CloudWatchLogs },
    { CognitoIdentityProvider },
    { IAM },
    { Identitystore },
    { Lambda },
    { S3 },
    { S3Control },
    { SSOAdmin },
    { STS },
  ] = await Promise.all([
    import("@aws-sdk/client-apigatewayv2"),
    import("@aws-sdk/client-cloudwatch"),
    import("@aws-sdk/client-cloudwatch-logs"),
    import("@aws-sdk/client-cognito-identity-provider"),
    import("@aws-sdk/client-iam"),
    import("@aws-sdk/client-identitystore"),
    import("@aws-sdk/client-lambda"),
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-s3-control"),
    import("@aws-sdk/client-sso-admin"),
    import("@aws-sdk/client-sts"),
  ]);
  const { Account: accountId = "", Arn: arn = "" } = await awsClient(
    (config) => new STS(config),
    options,
  ).getCallerIdentity({});
  return {
    region: options.region,
    accountId,
    partition: arn.split(":")[1] ?? "aws",
    apiGateway: awsClient((config) => new ApiGatewayV2(config), options),
    cloudWatch: awsClient((config) => new CloudWatch(config), options),
    logs: awsClient((config) => new CloudWatchLogs(config), options),
    userPools: awsClient((config) => new CognitoIdentityProvider(config), options),
    roles: awsClient((config) => new IAM(config), options),
    identityStore: awsClient((config) => new Identitystore(config), options),
    functions: awsClient((config) => new Lambda(config), options),
    s3: awsClient((config) => new S3(config), options),
    accessGrants: awsClient((config) => new S3Control(config), options),
    ssoAdmin: awsClient((config) => new SSOAdmin(config), options),
  };
}

/** A failure is kept too: whoever has no credentials is not asked for them again for each resource. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => (opened ??= open());
}
