import type { UpdateUserPoolClientRequest, UserPoolClientType } from "@aws-sdk/client-cognito-identity-provider";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import { boolean, integer, object, set, string } from "../../../providers/lib/Property.ts";
import type { ValuesOf } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { unlessMissing } from "../../../providers/lib/aws/awsErrors.ts";
import type { AwsClient } from "./AwsClient.ts";
import { planRegion, regionInput } from "./regional.ts";

const units = ["seconds", "minutes", "hours", "days"];

const inputs = {
  ...regionInput,
  accessTokenValidity: integer({ computed: true }),
  allowedOauthFlows: set(string(), { computed: true }),
  allowedOauthFlowsUserPoolClient: boolean({ computed: true }),
  allowedOauthScopes: set(string(), { computed: true }),
  authSessionValidity: integer({ computed: true, between: [3, 15] }),
  callbackUrls: set(string(), { computed: true }),
  defaultRedirectUri: string({ computed: true }),
  enablePropagateAdditionalUserContextData: boolean({ computed: true }),
  enableTokenRevocation: boolean({ computed: true }),
  explicitAuthFlows: set(string(), { computed: true }),
  generateSecret: boolean({ forceNew: true, unreturned: true }),
  idTokenValidity: integer({ computed: true }),
  logoutUrls: set(string(), { computed: true }),
  name: string({ autoname: { maxLength: 128 } }),
  preventUserExistenceErrors: string({ computed: true, oneOf: ["LEGACY", "ENABLED"] }),
  readAttributes: set(string(), { computed: true }),
  refreshTokenRotation: object({
    feature: string({ required: true, oneOf: ["ENABLED", "DISABLED"] }),
    retryGracePeriodSeconds: integer({ computed: true, between: [0, 60] }),
  }),
  refreshTokenValidity: integer({ computed: true }),
  supportedIdentityProviders: set(string(), { computed: true }),
  tokenValidityUnits: object({
    accessToken: string({ default: "hours", oneOf: units }),
    idToken: string({ default: "hours", oneOf: units }),
    refreshToken: string({ default: "days", oneOf: units }),
  }),
  userPoolId: string({ required: true, forceNew: true }),
  writeAttributes: set(string(), { computed: true }),
};

type Inputs = ValuesOf<typeof inputs>;

/** `aws:cognito/userPoolClient:UserPoolClient` (hashicorp/terraform-provider-aws, aws_cognito_user_pool_client). */
export const cognitoUserPoolClient = defineResource<AwsClient>()({
  type: "aws:cognito/userPoolClient:UserPoolClient",
  inputs,
  outputs: { clientSecret: { secret: true } },
  unsupported: ["analyticsConfiguration"],
  importedWith: ["userPoolId"],
  plan: planRegion,

  async create(aws, inputs) {
    const idp = await aws.userPools(inputs.region);
    const { UserPoolClient } = await idp.createUserPoolClient({
      ...requestOf(inputs),
      ClientName: inputs.name,
      GenerateSecret: inputs.generateSecret,
      UserPoolId: inputs.userPoolId,
    });
    return { id: UserPoolClient?.ClientId ?? "" };
  },

  async read(aws, id, known) {
    const region = known.region ?? aws.region;
    const idp = await aws.userPools(region);
    const asked = idp.describeUserPoolClient({ UserPoolId: known.userPoolId, ClientId: id });
    const client = (await unlessMissing(asked, "ResourceNotFoundException"))?.UserPoolClient;
    return client && { ...viewOf(client), region };
  },

  /** An update resets what it does not name: what the program leaves to AWS is sent as it was. */
  async update(aws, id, { inputs, old, has }) {
    const idp = await aws.userPools(inputs.region);
    const kept = withoutKeys(old, ["refreshTokenRotation", "tokenValidityUnits"]);
    const dropsRotation = has("refreshTokenRotation") && !inputs.refreshTokenRotation;
    await idp.updateUserPoolClient({
      ...requestOf({ ...kept, ...inputs }),
      ...(dropsRotation && { RefreshTokenRotation: { Feature: "DISABLED" } }),
      ClientId: id,
      ClientName: inputs.name,
      UserPoolId: inputs.userPoolId,
    });
    return undefined;
  },

  async delete(aws, id, { region, userPoolId }) {
    const idp = await aws.userPools(region);
    const gone = idp.deleteUserPoolClient({ UserPoolId: userPoolId, ClientId: id });
    await unlessMissing(gone, "ResourceNotFoundException");
  },
});

function requestOf(inputs: Inputs): Omit<UpdateUserPoolClientRequest, "UserPoolId" | "ClientId"> {
  const { refreshTokenRotation: rotation, tokenValidityUnits: unit } = inputs;
  return {
    AccessTokenValidity: inputs.accessTokenValidity,
    AllowedOAuthFlows: copyOf(inputs.allowedOauthFlows) as "code"[] | undefined,
    AllowedOAuthFlowsUserPoolClient: inputs.allowedOauthFlowsUserPoolClient,
    AllowedOAuthScopes: copyOf(inputs.allowedOauthScopes),
    AuthSessionValidity: inputs.authSessionValidity,
    CallbackURLs: copyOf(inputs.callbackUrls),
    DefaultRedirectURI: inputs.defaultRedirectUri,
    EnablePropagateAdditionalUserContextData: inputs.enablePropagateAdditionalUserContextData,
    EnableTokenRevocation: inputs.enableTokenRevocation,
    ExplicitAuthFlows: copyOf(inputs.explicitAuthFlows) as "ALLOW_USER_AUTH"[] | undefined,
    IdTokenValidity: inputs.idTokenValidity,
    LogoutURLs: copyOf(inputs.logoutUrls),
    PreventUserExistenceErrors: inputs.preventUserExistenceErrors as "ENABLED" | undefined,
    ReadAttributes: copyOf(inputs.readAttributes),
    RefreshTokenRotation: rotation && {
      Feature: rotation.feature as "ENABLED",
      RetryGracePeriodSeconds: rotation.retryGracePeriodSeconds,
    },
    RefreshTokenValidity: inputs.refreshTokenValidity,
    SupportedIdentityProviders: copyOf(inputs.supportedIdentityProviders),
    TokenValidityUnits: unit && {
      AccessToken: unit.accessToken as "hours",
      IdToken: unit.idToken as "hours",
      RefreshToken: unit.refreshToken as "days",
    },
    WriteAttributes: copyOf(inputs.writeAttributes),
  };
}

function copyOf(values: readonly string[] | undefined): string[] | undefined {
  return values && [...values];
}

function viewOf(client: UserPoolClientType): Record<string, unknown> {
  const { AccessToken, IdToken, RefreshToken } = client.TokenValidityUnits ?? {};
  const hasUnits = AccessToken !== undefined || IdToken !== undefined || RefreshToken !== undefined;
  const rotation = client.RefreshTokenRotation;
  return {
    accessTokenValidity: client.AccessTokenValidity,
    allowedOauthFlows: client.AllowedOAuthFlows,
    allowedOauthFlowsUserPoolClient: client.AllowedOAuthFlowsUserPoolClient ?? false,
    allowedOauthScopes: client.AllowedOAuthScopes,
    authSessionValidity: client.AuthSessionValidity,
    callbackUrls: client.CallbackURLs,
    clientSecret: client.ClientSecret ?? "",
    defaultRedirectUri: client.DefaultRedirectURI,
    enablePropagateAdditionalUserContextData: client.EnablePropagateAdditionalUserContextData ?? false,
    enableTokenRevocation: client.EnableTokenRevocation ?? false,
    explicitAuthFlows: client.ExplicitAuthFlows,
    idTokenValidity: client.IdTokenValidity,
    logoutUrls: client.LogoutURLs,
    name: client.ClientName,
    preventUserExistenceErrors: client.PreventUserExistenceErrors,
    readAttributes: client.ReadAttributes,
    refreshTokenRotation:
      rotation?.Feature === "ENABLED"
        ? { feature: rotation.Feature, retryGracePeriodSeconds: rotation.RetryGracePeriodSeconds }
        : undefined,
    refreshTokenValidity: client.RefreshTokenValidity,
    supportedIdentityProviders: client.SupportedIdentityProviders,
    tokenValidityUnits: hasUnits
      ? { accessToken: AccessToken ?? "hours", idToken: IdToken ?? "hours", refreshToken: RefreshToken ?? "days" }
      : undefined,
    userPoolId: client.UserPoolId,
    writeAttributes: client.WriteAttributes,
  };
}
