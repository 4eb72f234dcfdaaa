import { longRefresh } from "../../trust/policy/judges/refreshLifetime.ts";
import { positiveOf, textsOf } from "../Properties.ts";
import type { ResourceJudge, ResourceJudges } from "../ResourceJudge.ts";
import { isMachineClient } from "./isMachineClient.ts";
import { cognitoLifetime } from "./lifetimes.ts";

const dayMinutes = 1440;

const cognitoClient: ResourceJudge = (client, { limits }) =>
  isMachineClient(client)
    ? undefined
    : longRefresh((cognitoLifetime(client, "refreshToken") ?? Infinity) / dayMinutes, limits.refreshTokenDays);

export const refreshLifetime: ResourceJudges = {
  // With client credentials there are none. Okta lets others live without an end, and nothing documents which value says
  // so: none and 0 are taken for it.
  "okta:auth/serverPolicyRule:ServerPolicyRule": (rule, { limits }) => {
    const forPeople = textsOf(rule, "grantTypeWhitelists").some((grant) => grant !== "client_credentials");
    const minutes = positiveOf(rule, "refreshTokenLifetimeMinutes") ?? Infinity;
    return forPeople ? longRefresh(minutes / dayMinutes, limits.refreshTokenDays) : undefined;
  },
  "aws:cognito/userPoolClient:UserPoolClient": cognitoClient,
  "aws:cognito/managedUserPoolClient:ManagedUserPoolClient": cognitoClient,
};
