import { longToken } from "../../trust/policy/judges/tokenLifetime.ts";
import { numberOf } from "../Properties.ts";
import type { ResourceJudge, ResourceJudges } from "../ResourceJudge.ts";
import { isMachineClient } from "./isMachineClient.ts";
import { cognitoLifetime } from "./lifetimes.ts";

const cognitoClient: ResourceJudge = (client, { limits: { accessTokenMinutes } }) => {
  const minutes = (token: "accessToken" | "idToken"): number => cognitoLifetime(client, token) ?? Infinity;
  return [
    longToken("access", minutes("accessToken"), accessTokenMinutes),
    isMachineClient(client) ? undefined : longToken("ID", minutes("idToken"), accessTokenMinutes),
  ];
};

export const tokenLifetime: ResourceJudges = {
  // Okta's default is 60 minutes.
  "okta:auth/serverPolicyRule:ServerPolicyRule": (rule, { limits }) =>
    longToken("access", numberOf(rule, "accessTokenLifetimeMinutes") ?? 60, limits.accessTokenMinutes),
  "aws:cognito/userPoolClient:UserPoolClient": cognitoClient,
  "aws:cognito/managedUserPoolClient:ManagedUserPoolClient": cognitoClient,
};
