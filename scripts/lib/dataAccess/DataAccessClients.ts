import type { S3Control } from "@aws-sdk/client-s3-control";
import type { SSOOIDC } from "@aws-sdk/client-sso-oidc";
import type { STS } from "@aws-sdk/client-sts";
import type { AwsCredentials } from "../vendors/aws/awsClient.ts";

export type StsClient = Pick<STS, "assumeRole" | "getCallerIdentity">;
export type SsoOidcClient = Pick<SSOOIDC, "createTokenWithIAM">;
export type S3ControlClient = Pick<S3Control, "getDataAccess">;

/** Makes the clients of each step, with the credentials that the step before gave; without any, the user's own. */
export interface DataAccessClients {
  readonly sts: (credentials?: AwsCredentials) => StsClient;
  readonly ssoOidc: (credentials?: AwsCredentials) => SsoOidcClient;
  readonly s3Control: (credentials: AwsCredentials) => S3ControlClient;
}
