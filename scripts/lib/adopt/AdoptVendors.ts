import type { ApiGatewayV2 } from "@aws-sdk/client-apigatewayv2";
import type { CloudWatch } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import type { IAM } from "@aws-sdk/client-iam";
import type { Identitystore } from "@aws-sdk/client-identitystore";
import type { Lambda } from "@aws-sdk/client-lambda";
import type { S3 } from "@aws-sdk/client-s3";
import type { S3Control } from "@aws-sdk/client-s3-control";
import type { SSOAdmin } from "@aws-sdk/client-sso-admin";
import type { JumpCloudClient } from "../../../providers/jumpcloud/client/JumpCloudClient.ts";
import type { ReadableDirectory } from "../vendors/microsoft/DirectoryAccess.ts";
import type { ReadableOkta } from "../vendors/okta/OktaAccess.ts";
import type { PlannedResource } from "./PlannedResource.ts";

/** The vendors of a stack, to look for what is there; each throws NotRead where there are no credentials for it. */
export interface AdoptVendors {
  okta(): ReadableOkta;
  /** The directory of Microsoft's that a resource belongs to, by its provider. */
  directory(resource: PlannedResource): ReadableDirectory;
  jumpcloud(): Promise<JumpCloudClient>;
  aws(): Promise<AdoptAws>;
}

/** AWS's services in the stack's region; only what lists and describes is asked. */
export interface AdoptAws {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly apiGateway: ApiGatewayV2;
  readonly cloudWatch: CloudWatch;
  readonly logs: CloudWatchLogs;
  readonly userPools: CognitoIdentityProvider;
  readonly roles: IAM;
  readonly identityStore: Identitystore;
  readonly functions: Lambda;
  readonly s3: S3;
  readonly accessGrants: S3Control;
  readonly ssoAdmin: SSOAdmin;
}
