import { longToken } from "../../trust/policy/judges/tokenLifetime.ts";
import { numberOf } from "../Properties.ts";
import type { ResourceJudge, ResourceJudges } from "../ResourceJudge.ts";
import { cognitoLifetime } from "./lifetimes.ts";

const cognitoClient: ResourceJudge = (client, { limits: { accessTokenMinutes } }) =>
  (
    [
      ["access", "accessToken"],
      ["ID", "idToken"],
    ] as const
  ).map(([kind, token]) => longToken(kind, cognitoLifetime(client, token) ?? Infinity, accessTokenMinutes));

export const tokenLifetime: ResourceJudges = {
  // Okta's default is 60 minutes.
  "okta:auth/serverPolicyRule:ServerPolicyRule": (rule, { limits }) =>
    longToken("access", numberOf(rule, "accessTokenLifetimeMinutes") ?? 60, limits.accessTokenMinutes),
  "aws:cognito/userPoolClient:UserPoolClient": cognitoClient,
  "aws:cognito/managedUserPoolClient:ManagedUserPoolClient": cognitoClient,
};
