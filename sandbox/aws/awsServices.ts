import { apiGatewayV2 } from "./apigatewayv2/apiGatewayV2.ts";
import type { AwsService } from "./AwsService.ts";
import { cloudWatch } from "./cloudwatch/cloudWatch.ts";
import { cognitoIdp } from "./cognito/idp/cognitoIdp.ts";
import { iam } from "./iam/iam.ts";
import { identityStore } from "./identityStore/identityStore.ts";
import { lambda } from "./lambda/lambda.ts";
import type { LambdaRuntime } from "./lambda/LambdaRuntime.ts";
import { cloudWatchLogs } from "./logs/cloudWatchLogs.ts";
import { s3 } from "./s3/s3.ts";
import { s3Control } from "./s3control/s3Control.ts";
import { ssoAdmin } from "./ssoAdmin/ssoAdmin.ts";
import { ssoOidc } from "./ssoOidc/ssoOidc.ts";
import { sts } from "./sts/sts.ts";

/** The services of the management plane, by the names that their endpoints have. */
export function awsServices(runtime: LambdaRuntime): ReadonlyMap<string, AwsService> {
  return new Map<string, AwsService>([
    ["apigateway", apiGatewayV2()],
    ["cognito-idp", cognitoIdp()],
    ["lambda", lambda(runtime)],
    ["iam", iam()],
    ["sts", sts()],
    ["logs", cloudWatchLogs()],
    ["monitoring", cloudWatch()],
    ["sso", ssoAdmin()],
    ["identitystore", identityStore()],
    ["s3-control", s3Control()],
    ["s3", s3()],
    ["oidc", ssoOidc()],
  ]);
}
