import type { TimeUnitsType, UserPoolClientType } from "@aws-sdk/client-cognito-identity-provider";
import {
  authFlowNames,
  machineAuthFlows,
  machineTokens,
  oauthFlows,
} from "../../../../../trust/cognito/clientSettings.ts";
import type { CognitoClientModel, TokenLifetimesModel } from "../../../../../trust/TrustModel.ts";
import { inList, type Settings } from "./Settings.ts";

/** An app client as it is declared, in words. */
export function declaredClient(model: CognitoClientModel): Settings {
  const isMachine = model.kind === "machine";
  const providers = isMachine ? [] : model.identityProviders;
  return {
    "callback URLs": inList(isMachine ? [] : model.callbackUrls),
    "logout URLs": inList(isMachine ? [] : model.logoutUrls),
    "OAuth flows": oauthFlows[model.kind],
    scopes: inList(model.scopes),
    "identity providers": inList(providers.map((name) => (name === "cognito" ? "COGNITO" : name))),
    "authentication flows": inList(isMachine ? machineAuthFlows : authFlowNames(model.authFlows)),
    ...describeLifetimes(isMachine ? machineTokens(model.tokens) : model.tokens),
    "token revocation": "on",
    "errors for unknown users": "ENABLED",
    secrets: "1",
  };
}

/** An app client as Cognito has it, in the same words. @param secrets how many it has */
export function clientAsItIs(client: UserPoolClientType, secrets: number): Settings {
  const { AccessToken = "hours", IdToken = "hours", RefreshToken = "days" } = client.TokenValidityUnits ?? {};
  return {
    "callback URLs": inList(client.CallbackURLs),
    "logout URLs": inList(client.LogoutURLs),
    "OAuth flows": client.AllowedOAuthFlowsUserPoolClient === true ? inList(client.AllowedOAuthFlows) : "none",
    scopes: inList(client.AllowedOAuthScopes),
    "identity providers": inList(client.SupportedIdentityProviders),
    "authentication flows": inList(client.ExplicitAuthFlows),
    ...describeLifetimes({
      accessMinutes: secondsOf(client.AccessTokenValidity, AccessToken, 3600) / 60,
      idMinutes: secondsOf(client.IdTokenValidity, IdToken, 3600) / 60,
      refreshDays: secondsOf(client.RefreshTokenValidity, RefreshToken, 30 * unitSeconds.days) / unitSeconds.days,
    }),
    "token revocation": client.EnableTokenRevocation === true ? "on" : "off",
    "errors for unknown users": client.PreventUserExistenceErrors ?? "not set",
    secrets: String(secrets),
  };
}

function describeLifetimes({ accessMinutes, idMinutes, refreshDays }: TokenLifetimesModel): Settings {
  return {
    "access tokens": `${accessMinutes} minutes`,
    "ID tokens": `${idMinutes} minutes`,
    "refresh tokens": `${refreshDays} days`,
  };
}

const unitSeconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const satisfies Record<
  TimeUnitsType,
  number
>;

/** Without a number, or with 0, AWS's own default counts (API reference, UserPoolClientType). */
function secondsOf(validity: number | undefined, unit: TimeUnitsType, byDefault: number): number {
  return (validity ?? 0) * unitSeconds[unit] || byDefault;
}
