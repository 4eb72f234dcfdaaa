import type { Input, Resource } from "@pulumi/pulumi";
import type { TokenLifetimesModel } from "../../trust/TrustModel.ts";

/** What an app client of either kind is told. */
export interface PoolClientArgs {
  readonly userPoolId: Input<string>;
  /** The client's name in AWS. */
  readonly title: string;
  readonly scopes: readonly string[];
  /** Those whose scopes the client may ask for: Cognito takes a scope only once it is there. */
  readonly resourceServers: readonly Resource[];
}

/**
 * What Cognito does not tell of a client that is there: one that was imported would be replaced, its id and secret with it
 * (hashicorp/terraform-provider-aws, aws_cognito_user_pool_client, generate_secret: a change forces a new client).
 */
export const unsaidByCognito = ["generateSecret"];

/** What is the same for every client. */
export function clientSettings({ userPoolId, title, scopes }: PoolClientArgs) {
  return {
    userPoolId,
    name: title,
    generateSecret: true,
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthScopes: [...scopes],
    enableTokenRevocation: true,
    preventUserExistenceErrors: "ENABLED",
  };
}

/** Every lifetime with its unit: one that is left to AWS would be counted in hours, or in whatever unit stands beside it. */
export function tokenValidity({ accessMinutes, idMinutes, refreshDays }: TokenLifetimesModel) {
  return {
    accessTokenValidity: accessMinutes,
    idTokenValidity: idMinutes,
    refreshTokenValidity: refreshDays,
    tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
  };
}
