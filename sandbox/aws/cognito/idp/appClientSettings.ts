import { z } from "zod";
import { flag, text, visible, wholeNumber } from "./members.ts";

const unit = z.enum(["seconds", "minutes", "hours", "days"]);
const url = text(1, 1024, visible);
const scope = text(1, 256, String.raw`[\x21\x23-\x5B\x5D-\x7E]+`);

/** Without the prefix `ALLOW_` is how flows were called once; the two ways of writing do not go together. */
const authFlow = z.enum([
  "ADMIN_NO_SRP_AUTH",
  "CUSTOM_AUTH_FLOW_ONLY",
  "USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_CUSTOM_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
  "ALLOW_USER_AUTH",
]);

/**
 * What CreateUserPoolClient and UpdateUserPoolClient share, with AWS's defaults: an update resets what it does not name
 * (Amazon Cognito user pools API reference, UpdateUserPoolClient). The defaults are those that DescribeUserPoolClient shows
 * (hashicorp/terraform-provider-aws, TestAccCognitoIDPUserPoolClient_basic); members without one are not shown when unset.
 */
export const appClientSettings = z.strictObject({
  /** 0 stands for the default. */
  RefreshTokenValidity: wholeNumber(0, 315_360_000)
    .default(30)
    .transform((value) => value || 30),
  AccessTokenValidity: wholeNumber(1, 86_400).optional(),
  IdTokenValidity: wholeNumber(1, 86_400).optional(),
  TokenValidityUnits: z
    .strictObject({ AccessToken: unit.optional(), IdToken: unit.optional(), RefreshToken: unit.optional() })
    .default({}),
  ReadAttributes: z.array(text(1, 2048)).optional(),
  WriteAttributes: z.array(text(1, 2048)).optional(),
  ExplicitAuthFlows: z.array(authFlow).optional(),
  SupportedIdentityProviders: z.array(text(1, 32, String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+`)).optional(),
  CallbackURLs: z.array(url).max(100).optional(),
  LogoutURLs: z.array(url).max(100).optional(),
  DefaultRedirectURI: url.optional(),
  AllowedOAuthFlows: z
    .array(z.enum(["code", "implicit", "client_credentials"]))
    .max(3)
    .optional(),
  AllowedOAuthScopes: z.array(scope).max(50).optional(),
  AllowedOAuthFlowsUserPoolClient: flag.default(false),
  PreventUserExistenceErrors: z.enum(["LEGACY", "ENABLED"]).optional(),
  EnableTokenRevocation: flag.default(true),
  EnablePropagateAdditionalUserContextData: flag.default(false),
  AuthSessionValidity: wholeNumber(3, 15).default(3),
  RefreshTokenRotation: z
    .strictObject({
      Feature: z.enum(["ENABLED", "DISABLED"]),
      RetryGracePeriodSeconds: wholeNumber(0, 60).optional(),
    })
    .optional(),
});

export type AppClientSettings = z.output<typeof appClientSettings>;

/** Whether a client allows an authentication flow, by its name with `ALLOW_`; flows of old names count too. */
export function allowsAuthFlow(settings: AppClientSettings, flow: `ALLOW_${string}`): boolean {
  const flows: readonly string[] = settings.ExplicitAuthFlows ?? defaultFlows;
  const former = formerFlows[flow];
  return flows.includes(flow) || (former !== undefined && flows.includes(former)) || isAlwaysAllowed(flows, flow);
}

const defaultFlows = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];

const formerFlows: Readonly<Record<string, string>> = {
  ALLOW_ADMIN_USER_PASSWORD_AUTH: "ADMIN_NO_SRP_AUTH",
  ALLOW_USER_PASSWORD_AUTH: "USER_PASSWORD_AUTH",
};

/** Clients whose flows have the old names can refresh without saying so. */
function isAlwaysAllowed(flows: readonly string[], flow: string): boolean {
  return flow === "ALLOW_REFRESH_TOKEN_AUTH" && !flows.some((one) => one.startsWith("ALLOW_"));
}
