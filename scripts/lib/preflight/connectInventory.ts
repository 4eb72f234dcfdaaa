import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { AwsClientOptions } from "../vendors/aws/awsClient.ts";
import type { Finding } from "../../../trust/Finding.ts";
import type { AwsInventory } from "./inspectAccessGrants.ts";

/**
 * AWS in the stack's region, with the credentials of the environment. The SDK's clients are loaded when they are needed: most
 * stacks do without.
 * @param issuer the exact `iss` of the ID tokens that are to be trusted
 * @returns a warning where AWS knows no such credentials
 * @throws CrosstrustError INTERRUPTED
 */
export async function connectInventory(issuer: string, options: AwsClientOptions): Promise<AwsInventory | Finding> {
  const [{ awsClient }, { STS }, { SSOAdmin }, { Identitystore }, { S3Control }, { S3 }] = await Promise.all([
    import("../vendors/aws/awsClient.ts"),
    import("@aws-sdk/client-sts"),
    import("@aws-sdk/client-sso-admin"),
    import("@aws-sdk/client-identitystore"),
    import("@aws-sdk/client-s3-control"),
    import("@aws-sdk/client-s3"),
  ]);
  try {
    const { Account: accountId = "" } = await awsClient((config) => new STS(config), options).getCallerIdentity({});
    return {
      accountId,
      issuer,
      ssoAdmin: awsClient((config) => new SSOAdmin(config), options),
      identityStore: awsClient((config) => new Identitystore(config), options),
      accessGrants: awsClient((config) => new S3Control(config), options),
      s3: awsClient((config) => new S3(config), options),
    };
  } catch (error) {
    if (!(error instanceof CrosstrustError) || error.code === "INTERRUPTED") throw error;
    const message = `What AWS has already could not be looked up: ${error.message}`;
    return { severity: "warning", where: "aws:region", message };
  }
}
