import { S3Control } from "@aws-sdk/client-s3-control";
import { SSOOIDC } from "@aws-sdk/client-sso-oidc";
import { STS } from "@aws-sdk/client-sts";
import { awsClient, type AwsClientOptions, type AwsCredentials } from "../vendors/aws/awsClient.ts";
import type { DataAccessClients } from "./DataAccessClients.ts";

export interface DataAccessClientOptions extends Omit<AwsClientOptions, "credentials"> {
  /** Of the AWS configuration, for the user's own credentials; otherwise what the SDK's default chain finds. */
  readonly profile?: string | undefined;
}

/** The clients over the AWS SDK, all in one region. */
export function createDataAccessClients({ profile, ...options }: DataAccessClientOptions): DataAccessClients {
  const own = profile === undefined ? {} : { profile };
  const by = (credentials: AwsCredentials | undefined): AwsClientOptions => ({
    ...options,
    ...(credentials && { credentials }),
  });
  return {
    sts: (credentials) => awsClient((config) => new STS({ ...own, ...config }), by(credentials)),
    ssoOidc: (credentials) => awsClient((config) => new SSOOIDC({ ...own, ...config }), by(credentials)),
    s3Control: (credentials) => awsClient((config) => new S3Control(config), by(credentials)),
  };
}
