import { passwordGrant as breachOf } from "../../trust/policy/judges/passwordGrant.ts";
import { textsOf } from "../Properties.ts";
import type { ResourceJudge, ResourceJudges } from "../ResourceJudge.ts";

const cognitoClient: ResourceJudge = (client) => textsOf(client, "explicitAuthFlows").map(breachOf);

export const passwordGrant: ResourceJudges = {
  "okta:app/oAuth:OAuth": (app) => textsOf(app, "grantTypes").map(breachOf),
  "okta:auth/serverPolicyRule:ServerPolicyRule": (rule) => textsOf(rule, "grantTypeWhitelists").map(breachOf),
  "aws:cognito/userPoolClient:UserPoolClient": cognitoClient,
  "aws:cognito/managedUserPoolClient:ManagedUserPoolClient": cognitoClient,
};
