import { OperationTable } from "../http/OperationTable.ts";
import * as applications from "./directory/applications.ts";
import * as graph from "./directory/graph.ts";
import * as groups from "./directory/groups.ts";
import * as identityProviders from "./directory/identityProviders.ts";
import * as policies from "./directory/routingPolicies.ts";
import * as users from "./directory/users.ts";
import type { HostRole } from "./hosts.ts";
import { getJwks, getOpenIdConfiguration } from "./issuer/discovery.ts";
import { revoke } from "./issuer/revoke.ts";
import { authorize } from "./issuer/sign-in/authorize.ts";
import { logout } from "./issuer/sign-in/logout.ts";
import { showError } from "./issuer/sign-in/showError.ts";
import { token } from "./issuer/token.ts";
import { userInfo } from "./issuer/userInfo.ts";
import type { JumpCloudCall } from "./JumpCloudCall.ts";
import { adminToken } from "./oauth/adminToken.ts";
import { finishSignIn } from "./portal/callback.ts";
import { showConsole } from "./portal/console.ts";
import { showLogin, submitEmail, submitPassword } from "./portal/login.ts";

const user = "/api/systemusers/:userId";
const group = "/api/v2/usergroups/:groupId";
const applicationV1 = "/api/applications/:applicationId";
const applicationEdges = "/api/v2/applications/:applicationId/associations";
const provider = "/api/v2/identity-providers/:id";

const consoleOperations = new OperationTable<JumpCloudCall>()
  .on("GET", "/api/systemusers", "listUsers", users.listUsers)
  .on("POST", "/api/systemusers", "createUser", users.createUser)
  .on("GET", user, "getUser", users.getUser)
  .on("PUT", user, "updateUser", users.updateUser)
  .on("DELETE", user, "deleteUser", users.deleteUser)
  .on("POST", "/api/search/systemusers", "searchUsers", users.searchUsers)
  .on("GET", "/api/applications", "listApplications", applications.listApplications)
  .on("POST", "/api/applications", "createApplication", applications.createApplication)
  .on("GET", applicationV1, "getApplication", applications.getApplication)
  .on("PUT", applicationV1, "replaceApplication", applications.replaceApplication)
  .on("DELETE", applicationV1, "deleteApplication", applications.deleteApplication)
  .on("GET", "/api/v2/usergroups", "listUserGroups", groups.listUserGroups)
  .on("POST", "/api/v2/usergroups", "createUserGroup", groups.createUserGroup)
  .on("GET", group, "getUserGroup", groups.getUserGroup)
  .on("PUT", group, "replaceUserGroup", groups.replaceUserGroup)
  .on("DELETE", group, "deleteUserGroup", groups.deleteUserGroup)
  .on("GET", `${group}/members`, "listUserGroupMembers", graph.listMembers)
  .on("POST", `${group}/members`, "changeUserGroupMembers", graph.changeMembers)
  .on("GET", `${group}/membership`, "listUserGroupMembership", graph.listMembership)
  .on("GET", `${group}/associations`, "listUserGroupAssociations", graph.listGroupAssociations)
  .on("POST", `${group}/associations`, "changeUserGroupAssociations", graph.changeGroupAssociations)
  .on("GET", "/api/v2/users/:userId/memberof", "listUserMemberOf", graph.listMemberOf)
  .on("GET", applicationEdges, "listApplicationAssociations", graph.listApplicationAssociations)
  .on("POST", applicationEdges, "changeApplicationAssociations", graph.changeApplicationAssociations)
  .on("GET", "/api/v2/identity-providers", "listIdentityProviders", identityProviders.listIdentityProviders)
  .on("POST", "/api/v2/identity-providers", "createIdentityProvider", identityProviders.createIdentityProvider)
  .on("GET", provider, "getIdentityProvider", identityProviders.getIdentityProvider)
  .on("PUT", provider, "replaceIdentityProvider", identityProviders.replaceIdentityProvider)
  .on("DELETE", provider, "deleteIdentityProvider", identityProviders.deleteIdentityProvider)
  .on("GET", "/login", "showLogin", showLogin)
  .on("POST", "/login", "submitEmail", submitEmail)
  .on("POST", "/login/password", "submitPassword", submitPassword)
  .on("GET", "/userconsole", "showUserConsole", showConsole)
  .on("POST", "/.sandbox/routing-policies", "putRoutingPolicy", policies.putRoutingPolicy)
  .on("DELETE", "/.sandbox/routing-policies/:name", "deleteRoutingPolicy", policies.deleteRoutingPolicy)
  .on("POST", "/.sandbox/applications", "makeApplication", applications.makeApplication)
  .on("PUT", "/.sandbox/applications/:applicationId", "configureApplication", applications.configureApplication)
  .on("POST", "/.sandbox/users/:userId/activation", "activateUser", users.activateUser);

/** ORY Hydra's own names of its endpoints, as far as it has any. */
const issuerOperations = new OperationTable<JumpCloudCall>()
  .on("GET", "/.well-known/openid-configuration", "discoverOidcConfiguration", getOpenIdConfiguration)
  .on("GET", "/.well-known/jwks.json", "discoverJsonWebKeys", getJwks)
  .on("GET", "/oauth2/auth", "oAuth2Authorize", authorize)
  .on("GET", "/oauth2/fallbacks/error", "showOAuth2Error", showError)
  .on("POST", "/oauth2/token", "oauth2TokenExchange", token)
  .on("POST", "/oauth2/revoke", "revokeOAuth2Token", revoke)
  .on("GET", "/userinfo", "getOidcUserInfo", userInfo)
  .on("POST", "/userinfo", "getOidcUserInfo", userInfo)
  .on("GET", "/oauth2/sessions/logout", "revokeOidcSession", logout);

/** All that the sandbox's JumpCloud answers, by the kind of host. */
export const operations: Readonly<Record<HostRole, OperationTable<JumpCloudCall>>> = {
  console: consoleOperations,
  login: new OperationTable<JumpCloudCall>()
    .on("GET", "/oauth/callback", "finishSignIn", finishSignIn)
    .on("POST", "/oauth/callback", "finishSignIn", finishSignIn),
  "admin-oauth.id": new OperationTable<JumpCloudCall>().on("POST", "/oauth2/token", "adminToken", adminToken),
  "oauth.id": issuerOperations,
};

export const operationNames: readonly string[] = Object.values(operations)
  .flatMap((table) => table.operations)
  .sort();
