import type { ApiGatewayV2 } from "@aws-sdk/client-apigatewayv2";
import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import type { IAM } from "@aws-sdk/client-iam";
import type { Identitystore as IdentityStore } from "@aws-sdk/client-identitystore";
import type { Lambda } from "@aws-sdk/client-lambda";
import type { S3 } from "@aws-sdk/client-s3";
import type { S3Control } from "@aws-sdk/client-s3-control";
import type { SSOAdmin } from "@aws-sdk/client-sso-admin";
import type { AwsCredentials } from "./awsClient.ts";
import type { DataAccessClients } from "../../dataAccess/DataAccessClients.ts";

/** AWS with whatever credentials the environment holds, to read, and to go a person's way with a token. */
export interface AwsAccess {
  /**
   * @throws CrosstrustError VENDOR_REFUSED where there are no credentials, or AWS does not know them; VENDOR_UNREACHABLE,
   *   INTERRUPTED
   */
  open(region: string): Promise<AwsServices>;
}

/** AWS's services in one region. */
export interface AwsServices {
  /** Whose credentials these are. */
  readonly caller: { readonly accountId: string; readonly arn: string };
  readonly ssoAdmin: Pick<
    SSOAdmin,
    | "describeTrustedTokenIssuer"
    | "describeApplication"
    | "listApplicationGrants"
    | "listApplicationAuthenticationMethods"
    | "listApplicationAccessScopes"
    | "getApplicationAssignmentConfiguration"
    | "listApplicationAssignments"
  >;
  readonly identityStore: Pick<
    IdentityStore,
    "listUsers" | "describeUser" | "describeGroup" | "listGroupMemberships" | "listGroupMembershipsForMember"
  >;
  readonly accessGrants: Pick<
    S3Control,
    | "getAccessGrantsInstance"
    | "getAccessGrantsInstanceResourcePolicy"
    | "listAccessGrants"
    | "listAccessGrantsLocations"
  >;
  readonly userPools: Pick<
    CognitoIdentityProvider,
    | "describeUserPool"
    | "describeUserPoolClient"
    | "listUserPoolClientSecrets"
    | "listUserPoolClients"
    | "listResourceServers"
    | "listGroups"
    | "listIdentityProviders"
    | "describeIdentityProvider"
  >;
  /** Loaded where they are asked for, as the next two are: few commands need them. */
  readonly apis: () => Promise<
    Pick<ApiGatewayV2, "getApi" | "getRoutes" | "getAuthorizers" | "getIntegrations" | "getStages">
  >;
  readonly functions: () => Promise<
    Pick<
      Lambda,
      "getFunctionConfiguration" | "getPolicy" | "listAliases" | "listFunctionUrlConfigs" | "listVersionsByFunction"
    >
  >;
  readonly roles: () => Promise<
    Pick<IAM, "getRole" | "listRolePolicies" | "getRolePolicy" | "listAttachedRolePolicies">
  >;
  /** What a person's token goes through. */
  readonly path: DataAccessClients;
  /** With the credentials that a grant gave. */
  readonly s3: (credentials: AwsCredentials) => Pick<S3, "listObjectsV2" | "headObject">;
}
