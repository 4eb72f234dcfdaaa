import type { AuthFlow, CognitoClientModel, TokenLifetimesModel } from "../TrustModel.ts";

/** Amazon Cognito user pools API reference, CreateUserPoolClient, ExplicitAuthFlows. */
const explicitAuthFlows: Readonly<Record<AuthFlow, string>> = {
  srp: "ALLOW_USER_SRP_AUTH",
  password: "ALLOW_USER_PASSWORD_AUTH",
  "admin-password": "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  choice: "ALLOW_USER_AUTH",
  refresh: "ALLOW_REFRESH_TOKEN_AUTH",
};

/** The only grant of a client of each kind, as Cognito names it. */
export const oauthFlows: Readonly<Record<CognitoClientModel["kind"], string>> = {
  interactive: "code",
  machine: "client_credentials",
};

/** As Cognito names them. @param flows of an interactive client */
export function authFlowNames(flows: readonly AuthFlow[]): string[] {
  return flows.map((flow) => explicitAuthFlows[flow]);
}

/** Without any named, Cognito allows sign-in by API; renewing takes a refresh token, which a machine never gets. */
export const machineAuthFlows: readonly string[] = [explicitAuthFlows.refresh];

/** @param tokens of a machine, which gets access tokens alone; the other lifetimes are AWS's own */
export function machineTokens(tokens: Pick<TokenLifetimesModel, "accessMinutes">): TokenLifetimesModel {
  return { ...tokens, idMinutes: 60, refreshDays: 30 };
}
