import type { Breach } from "../../trust/policy/PolicyJudge.ts";
import { textOf, textsOf, valueOf } from "../Properties.ts";
import type { ResourceJudge, ResourceJudges } from "../ResourceJudge.ts";

const breach: Breach = {
  message: "Access tokens are handed out by the implicit grant, in the URL.",
  gains: "Whoever sees the URL, in a browser's history, a log or the page that it leads to, has the token.",
  expected: "the authorization code grant (RFC 9700, section 2.1.2)",
};

const ifImplicit = (isImplicit: boolean): Breach | undefined => (isImplicit ? breach : undefined);

const cognitoClient: ResourceJudge = (client) => ifImplicit(textsOf(client, "allowedOauthFlows").includes("implicit"));

export const implicitGrant: ResourceJudges = {
  // A service application has response type token and client credentials as its only grant.
  "okta:app/oAuth:OAuth": (app) =>
    ifImplicit(
      textsOf(app, "grantTypes").includes("implicit") ||
        (textsOf(app, "responseTypes").includes("token") && textOf(app, "type") !== "service"),
    ),
  "okta:auth/serverPolicyRule:ServerPolicyRule": (rule) =>
    ifImplicit(textsOf(rule, "grantTypeWhitelists").includes("implicit")),
  "azuread:index/application:Application": (application) =>
    ifImplicit(valueOf(application, "web", "implicitGrant", "accessTokenIssuanceEnabled") === true),
  "azuread:index/applicationRegistration:ApplicationRegistration": (registration) =>
    ifImplicit(valueOf(registration, "implicitAccessTokenIssuanceEnabled") === true),
  "aws:cognito/userPoolClient:UserPoolClient": cognitoClient,
  "aws:cognito/managedUserPoolClient:ManagedUserPoolClient": cognitoClient,
};
