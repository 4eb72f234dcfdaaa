import { OperationTable } from "../http/OperationTable.ts";
import * as applications from "./directory/applications.ts";
import * as graph from "./directory/graph.ts";
import * as groups from "./directory/groups.ts";
import * as identityProviders from "./directory/identityProviders.ts";
import * as policies from "./directory/routingPolicies.ts";
import * as users from "./directory/users.ts";
import type { HostRole } from "./hosts.ts";
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
  .on("POST", "/.sandbox/applications", "makeApplication", applications.makeApplication);

/** All that the sandbox's JumpCloud answers, by the kind of host; people's own tokens are not made here. */
export const operations: Readonly<Record<HostRole, OperationTable<JumpCloudCall>>> = {
  console: consoleOperations,
  login: new OperationTable<JumpCloudCall>()
    .on("GET", "/oauth/callback", "finishSignIn", finishSignIn)
    .on("POST", "/oauth/callback", "finishSignIn", finishSignIn),
  "admin-oauth.id": new OperationTable<JumpCloudCall>().on("POST", "/oauth2/token", "adminToken", adminToken),
  "oauth.id": new OperationTable<JumpCloudCall>(),
};

export const operationNames: readonly string[] = Object.values(operations)
  .flatMap((table) => table.operations)
  .sort();
