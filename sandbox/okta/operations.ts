import { OperationTable } from "../http/OperationTable.ts";
import * as apps from "./management/apps.ts";
import * as relations from "./management/appRelations.ts";
import * as assignments from "./management/assignments.ts";
import * as associations from "./management/associatedServers.ts";
import * as servers from "./management/authorizationServers.ts";
import * as claims from "./management/claims.ts";
import * as secrets from "./management/clientSecrets.ts";
import * as groups from "./management/groups.ts";
import * as org from "./management/org.ts";
import * as policies from "./management/policies.ts";
import * as rules from "./management/rules.ts";
import * as grants from "./management/scopeGrants.ts";
import * as scopes from "./management/scopes.ts";
import * as keys from "./management/serverKeys.ts";
import * as users from "./management/users.ts";
import * as metadata from "./oauth/metadata.ts";
import { orgToken, token } from "./oauth/token.ts";
import { orgUserinfo, userinfo } from "./oauth/userInfo.ts";
import type { OktaCall } from "./OktaCall.ts";
import { authorize, orgAuthorize } from "./sign-in/authorize.ts";
import { logout, orgLogout } from "./sign-in/logout.ts";
import { showSignIn, signIn } from "./sign-in/signIn.ts";

const server = "/api/v1/authorizationServers/:serverId";
const policy = `${server}/policies/:policyId` as const;
const rule = `${policy}/rules/:ruleId` as const;
const app = "/api/v1/apps/:appId";
const group = "/api/v1/groups/:groupId";
const idToken = "/api/v1/internal/apps/:appId/settings/oauth/idToken";
const secret = `${app}/credentials/secrets/:secretId` as const;

/** All that the sandbox's Okta answers, by the names of Okta's API description. */
export const operations = new OperationTable<OktaCall>()
  .on("GET", "/api/v1/authorizationServers", "listAuthorizationServers", servers.listAuthorizationServers)
  .on("POST", "/api/v1/authorizationServers", "createAuthorizationServer", servers.createAuthorizationServer)
  .on("GET", server, "getAuthorizationServer", servers.getAuthorizationServer)
  .on("PUT", server, "replaceAuthorizationServer", servers.replaceAuthorizationServer)
  .on("DELETE", server, "deleteAuthorizationServer", servers.deleteAuthorizationServer)
  .on(
    "POST",
    `${server}/lifecycle/activate`,
    "activateAuthorizationServer",
    servers.setAuthorizationServerStatus("ACTIVE"),
  )
  .on(
    "POST",
    `${server}/lifecycle/deactivate`,
    "deactivateAuthorizationServer",
    servers.setAuthorizationServerStatus("INACTIVE"),
  )
  .on("GET", `${server}/credentials/keys`, "listAuthorizationServerKeys", keys.listKeys)
  .on("GET", `${server}/credentials/keys/:keyId`, "getAuthorizationServerKey", keys.getKey)
  .on("POST", `${server}/credentials/lifecycle/keyRotate`, "rotateAuthorizationServerKeys", keys.rotateKeys)
  .on(
    "GET",
    `${server}/associatedServers`,
    "listAssociatedServersByTrustedType",
    associations.listAssociatedServersByTrustedType,
  )
  .on("POST", `${server}/associatedServers`, "createAssociatedServers", associations.createAssociatedServers)
  .on(
    "DELETE",
    `${server}/associatedServers/:associatedServerId`,
    "deleteAssociatedServer",
    associations.deleteAssociatedServer,
  )
  .on("GET", `${server}/scopes`, "listOAuth2Scopes", scopes.listOAuth2Scopes)
  .on("POST", `${server}/scopes`, "createOAuth2Scope", scopes.createOAuth2Scope)
  .on("GET", `${server}/scopes/:scopeId`, "getOAuth2Scope", scopes.getOAuth2Scope)
  .on("PUT", `${server}/scopes/:scopeId`, "replaceOAuth2Scope", scopes.replaceOAuth2Scope)
  .on("DELETE", `${server}/scopes/:scopeId`, "deleteOAuth2Scope", scopes.deleteOAuth2Scope)
  .on("GET", `${server}/claims`, "listOAuth2Claims", claims.listOAuth2Claims)
  .on("POST", `${server}/claims`, "createOAuth2Claim", claims.createOAuth2Claim)
  .on("GET", `${server}/claims/:claimId`, "getOAuth2Claim", claims.getOAuth2Claim)
  .on("PUT", `${server}/claims/:claimId`, "replaceOAuth2Claim", claims.replaceOAuth2Claim)
  .on("DELETE", `${server}/claims/:claimId`, "deleteOAuth2Claim", claims.deleteOAuth2Claim)
  .on("GET", `${server}/policies`, "listAuthorizationServerPolicies", policies.listAuthorizationServerPolicies)
  .on("POST", `${server}/policies`, "createAuthorizationServerPolicy", policies.createAuthorizationServerPolicy)
  .on("GET", policy, "getAuthorizationServerPolicy", policies.getAuthorizationServerPolicy)
  .on("PUT", policy, "replaceAuthorizationServerPolicy", policies.replaceAuthorizationServerPolicy)
  .on("DELETE", policy, "deleteAuthorizationServerPolicy", policies.deleteAuthorizationServerPolicy)
  .on(
    "POST",
    `${policy}/lifecycle/activate`,
    "activateAuthorizationServerPolicy",
    policies.setAuthorizationServerPolicyStatus("ACTIVE"),
  )
  .on(
    "POST",
    `${policy}/lifecycle/deactivate`,
    "deactivateAuthorizationServerPolicy",
    policies.setAuthorizationServerPolicyStatus("INACTIVE"),
  )
  .on("GET", `${policy}/rules`, "listAuthorizationServerPolicyRules", rules.listAuthorizationServerPolicyRules)
  .on("POST", `${policy}/rules`, "createAuthorizationServerPolicyRule", rules.createAuthorizationServerPolicyRule)
  .on("GET", rule, "getAuthorizationServerPolicyRule", rules.getAuthorizationServerPolicyRule)
  .on("PUT", rule, "replaceAuthorizationServerPolicyRule", rules.replaceAuthorizationServerPolicyRule)
  .on("DELETE", rule, "deleteAuthorizationServerPolicyRule", rules.deleteAuthorizationServerPolicyRule)
  .on(
    "POST",
    `${rule}/lifecycle/activate`,
    "activateAuthorizationServerPolicyRule",
    rules.setAuthorizationServerPolicyRuleStatus("ACTIVE"),
  )
  .on(
    "POST",
    `${rule}/lifecycle/deactivate`,
    "deactivateAuthorizationServerPolicyRule",
    rules.setAuthorizationServerPolicyRuleStatus("INACTIVE"),
  )
  .on("GET", "/api/v1/apps", "listApplications", apps.listApplications)
  .on("POST", "/api/v1/apps", "createApplication", apps.createApplication)
  .on("GET", app, "getApplication", apps.getApplication)
  .on("PUT", app, "replaceApplication", apps.replaceApplication)
  .on("DELETE", app, "deleteApplication", apps.deleteApplication)
  .on("POST", `${app}/lifecycle/activate`, "activateApplication", apps.setApplicationStatus("ACTIVE"))
  .on("POST", `${app}/lifecycle/deactivate`, "deactivateApplication", apps.setApplicationStatus("INACTIVE"))
  .on("GET", `${app}/credentials/secrets`, "listOAuth2ClientSecrets", secrets.listOAuth2ClientSecrets)
  .on("POST", `${app}/credentials/secrets`, "createOAuth2ClientSecret", secrets.createOAuth2ClientSecret)
  .on("GET", secret, "getOAuth2ClientSecret", secrets.getOAuth2ClientSecret)
  .on("DELETE", secret, "deleteOAuth2ClientSecret", secrets.deleteOAuth2ClientSecret)
  .on(
    "POST",
    `${secret}/lifecycle/activate`,
    "activateOAuth2ClientSecret",
    secrets.setOAuth2ClientSecretStatus("ACTIVE"),
  )
  .on(
    "POST",
    `${secret}/lifecycle/deactivate`,
    "deactivateOAuth2ClientSecret",
    secrets.setOAuth2ClientSecretStatus("INACTIVE"),
  )
  .on("GET", `${app}/grants`, "listScopeConsentGrants", grants.listScopeConsentGrants)
  .on("POST", `${app}/grants`, "grantConsentToScope", grants.grantConsentToScope)
  .on("DELETE", `${app}/grants/:grantId`, "revokeScopeConsentGrant", grants.revokeScopeConsentGrant)
  .on("PUT", `${app}/policies/:policyId`, "assignApplicationPolicy", relations.assignApplicationPolicy)
  .on("GET", `${app}/groups`, "listApplicationGroupAssignments", assignments.listApplicationGroupAssignments)
  .on("GET", `${app}/groups/:groupId`, "getApplicationGroupAssignment", assignments.getApplicationGroupAssignment)
  .on("PUT", `${app}/groups/:groupId`, "assignGroupToApplication", assignments.assignGroupToApplication)
  .on("DELETE", `${app}/groups/:groupId`, "unassignApplicationFromGroup", assignments.unassignApplicationFromGroup)
  .on("GET", `${app}/users`, "listApplicationUsers", assignments.listApplicationUsers)
  .on("POST", `${app}/users`, "assignUserToApplication", assignments.assignUserToApplication)
  .on("GET", `${app}/users/:userId`, "getApplicationUser", assignments.getApplicationUser)
  .on("DELETE", `${app}/users/:userId`, "unassignUserFromApplication", assignments.unassignUserFromApplication)
  .on("GET", idToken, "getIdTokenSettings", relations.getIdTokenSettings)
  .on("POST", idToken, "replaceIdTokenSettings", relations.replaceIdTokenSettings)
  .on("GET", "/api/v1/policies", "listPolicies", relations.listPolicies)
  .on("GET", "/api/v1/org", "getOrgSettings", org.getOrgSettings)
  .on("GET", "/api/v1/users/me", "getCurrentUser", org.getCurrentUser)
  .on("GET", "/api/v1/users", "listUsers", users.listUsers)
  .on("POST", "/api/v1/users", "createUser", users.createUser)
  .on("GET", "/api/v1/users/:userId", "getUser", users.getUser)
  .on("POST", "/api/v1/users/:userId/lifecycle/deactivate", "deactivateUser", users.deactivateUser)
  .on("DELETE", "/api/v1/users/:userId", "deleteUser", users.deleteUser)
  .on("GET", "/api/v1/groups", "listGroups", groups.listGroups)
  .on("POST", "/api/v1/groups", "createGroup", groups.createGroup)
  .on("GET", group, "getGroup", groups.getGroup)
  .on("DELETE", group, "deleteGroup", groups.deleteGroup)
  .on("GET", `${group}/users`, "listGroupUsers", groups.listGroupUsers)
  .on("PUT", `${group}/users/:userId`, "assignUserToGroup", groups.assignUserToGroup)
  .on("DELETE", `${group}/users/:userId`, "unassignUserFromGroup", groups.unassignUserFromGroup)
  .on("GET", "/.well-known/okta-organization", "getWellknownOrgMetadata", org.getWellknownOrgMetadata)
  .on("GET", "/.well-known/openid-configuration", "getOrgOpenIdConfiguration", metadata.getOrgOpenIdConfiguration)
  .on("GET", "/.well-known/oauth-authorization-server", "getOrgOAuthMetadata", metadata.getOrgOAuthMetadata)
  .on("GET", "/oauth2/v1/keys", "getOrgKeys", metadata.getOrgKeys)
  .on("POST", "/oauth2/v1/token", "orgToken", orgToken)
  .on(
    "GET",
    "/oauth2/:serverId/.well-known/openid-configuration",
    "getOpenIdConfiguration",
    metadata.getOpenIdConfiguration,
  )
  .on("GET", "/oauth2/:serverId/.well-known/oauth-authorization-server", "getOAuthMetadata", metadata.getOAuthMetadata)
  .on("GET", "/oauth2/:serverId/v1/keys", "getKeys", metadata.getKeys)
  .on("POST", "/oauth2/:serverId/v1/token", "token", token)
  .on("GET", "/oauth2/v1/authorize", "orgAuthorize", orgAuthorize)
  .on("GET", "/oauth2/v1/userinfo", "orgUserinfo", orgUserinfo)
  .on("POST", "/oauth2/v1/userinfo", "orgUserinfo", orgUserinfo)
  .on("GET", "/oauth2/v1/logout", "orgLogout", orgLogout)
  .on("GET", "/oauth2/:serverId/v1/authorize", "authorize", authorize)
  .on("GET", "/oauth2/:serverId/v1/userinfo", "userinfo", userinfo)
  .on("POST", "/oauth2/:serverId/v1/userinfo", "userinfo", userinfo)
  .on("GET", "/oauth2/:serverId/v1/logout", "logout", logout)
  .on("GET", "/login/login.htm", "signIn", showSignIn)
  .on("POST", "/login/login.htm", "signIn", signIn);
