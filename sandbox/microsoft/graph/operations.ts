import type { HTTPMethod } from "find-my-way";
import { type OperationHandler, OperationTable, type PathParameters } from "../../http/OperationTable.ts";
import type { GraphCall } from "../MicrosoftCall.ts";
import * as applications from "./applications/applications.ts";
import * as credentials from "./applications/federatedIdentityCredentials.ts";
import * as passwords from "./applications/passwords.ts";
import * as deletedItems from "./directory/deletedItems.ts";
import * as directoryObjects from "./directory/directoryObjects.ts";
import * as organization from "./directory/organization.ts";
import * as owners from "./directory/owners.ts";
import * as assignments from "./servicePrincipals/appRoleAssignments.ts";
import * as grants from "./servicePrincipals/permissionGrants.ts";
import * as principals from "./servicePrincipals/servicePrincipals.ts";
import { getUserInfo } from "./users/getUserInfo.ts";
import * as manager from "./users/manager.ts";
import * as users from "./users/users.ts";

/** Graph's operations, each in both versions. */
class GraphOperations extends OperationTable<GraphCall> {
  both<const Path extends string>(
    method: HTTPMethod,
    path: Path,
    operation: string,
    handler: OperationHandler<GraphCall, PathParameters<Path>>,
  ): this {
    const unspecific = handler as OperationHandler<GraphCall>;
    return this.on<string>(method, `/v1.0${path}`, operation, unspecific).on<string>(
      method,
      `/beta${path}`,
      operation,
      unspecific,
    );
  }
}

const application = "/applications/:applicationId";
const credential = `${application}/federatedIdentityCredentials/:credentialId` as const;
const principal = "/servicePrincipals/:servicePrincipalId";
const user = "/users/:userId";
const deleted = "/directory/deletedItems";

/** All that the sandbox's Microsoft Graph answers, by the titles of Graph's API reference in camel case. */
export const operations = new GraphOperations()
  .both("POST", "/applications", "createApplication", applications.createApplication)
  .both("GET", "/applications", "listApplications", applications.listApplications)
  .both("GET", "/applications/$count", "countApplications", applications.countApplications)
  .both("GET", application, "getApplication", applications.getApplication)
  .both("PATCH", application, "updateApplication", applications.updateApplication)
  .both("DELETE", application, "deleteApplication", applications.deleteApplication)
  .both("POST", `${application}/addPassword`, "addApplicationPassword", passwords.addApplicationPassword)
  .both("POST", `${application}/removePassword`, "removeApplicationPassword", passwords.removeApplicationPassword)
  .both("GET", `${application}/owners`, "listApplicationOwners", owners.listApplicationOwners)
  .both("POST", `${application}/owners/$ref`, "addApplicationOwner", owners.addApplicationOwner)
  .both("DELETE", `${application}/owners/:ownerId/$ref`, "removeApplicationOwner", owners.removeApplicationOwner)
  .both(
    "POST",
    `${application}/federatedIdentityCredentials`,
    "createFederatedIdentityCredential",
    credentials.createFederatedIdentityCredential,
  )
  .both(
    "GET",
    `${application}/federatedIdentityCredentials`,
    "listFederatedIdentityCredentials",
    credentials.listFederatedIdentityCredentials,
  )
  .both("GET", credential, "getFederatedIdentityCredential", credentials.getFederatedIdentityCredential)
  .both("PATCH", credential, "updateFederatedIdentityCredential", credentials.updateFederatedIdentityCredential)
  .both("DELETE", credential, "deleteFederatedIdentityCredential", credentials.deleteFederatedIdentityCredential)

  .both("POST", "/servicePrincipals", "createServicePrincipal", principals.createServicePrincipal)
  .both("GET", "/servicePrincipals", "listServicePrincipals", principals.listServicePrincipals)
  .both("GET", "/servicePrincipals/$count", "countServicePrincipals", principals.countServicePrincipals)
  .both("GET", principal, "getServicePrincipal", principals.getServicePrincipal)
  .both("PATCH", principal, "updateServicePrincipal", principals.updateServicePrincipal)
  .both("DELETE", principal, "deleteServicePrincipal", principals.deleteServicePrincipal)
  .both("GET", `${principal}/owners`, "listServicePrincipalOwners", owners.listServicePrincipalOwners)
  .both("POST", `${principal}/owners/$ref`, "addServicePrincipalOwner", owners.addServicePrincipalOwner)
  .both(
    "DELETE",
    `${principal}/owners/:ownerId/$ref`,
    "removeServicePrincipalOwner",
    owners.removeServicePrincipalOwner,
  )
  .both("GET", `${principal}/appRoleAssignments`, "listAppRoleAssignments", assignments.listAppRoleAssignments)
  .both("POST", `${principal}/appRoleAssignments`, "createAppRoleAssignment", assignments.createAppRoleAssignment)
  .both(
    "GET",
    `${principal}/appRoleAssignments/:assignmentId`,
    "getAppRoleAssignment",
    assignments.getAppRoleAssignment,
  )
  .both(
    "DELETE",
    `${principal}/appRoleAssignments/:assignmentId`,
    "deleteAppRoleAssignment",
    assignments.deleteAppRoleAssignment,
  )
  .both("GET", `${principal}/appRoleAssignedTo`, "listAppRoleAssignedTo", assignments.listAppRoleAssignedTo)
  .both("POST", `${principal}/appRoleAssignedTo`, "createAppRoleAssignedTo", assignments.createAppRoleAssignedTo)
  .both("GET", `${principal}/appRoleAssignedTo/:assignmentId`, "getAppRoleAssignedTo", assignments.getAppRoleAssignedTo)
  .both(
    "DELETE",
    `${principal}/appRoleAssignedTo/:assignmentId`,
    "deleteAppRoleAssignedTo",
    assignments.deleteAppRoleAssignedTo,
  )
  .both(
    "GET",
    `${principal}/oauth2PermissionGrants`,
    "listServicePrincipalPermissionGrants",
    grants.listServicePrincipalPermissionGrants,
  )

  .both("POST", "/oauth2PermissionGrants", "createPermissionGrant", grants.createPermissionGrant)
  .both("GET", "/oauth2PermissionGrants", "listPermissionGrants", grants.listPermissionGrants)
  .both("GET", "/oauth2PermissionGrants/:grantId", "getPermissionGrant", grants.getPermissionGrant)
  .both("PATCH", "/oauth2PermissionGrants/:grantId", "updatePermissionGrant", grants.updatePermissionGrant)
  .both("DELETE", "/oauth2PermissionGrants/:grantId", "deletePermissionGrant", grants.deletePermissionGrant)

  .both("POST", "/users", "createUser", users.createUser)
  .both("GET", "/users", "listUsers", users.listUsers)
  .both("GET", "/users/$count", "countUsers", users.countUsers)
  .both("GET", user, "getUser", users.getUser)
  .both("PATCH", user, "updateUser", users.updateUser)
  .both("DELETE", user, "deleteUser", users.deleteUser)
  .both("GET", `${user}/manager`, "getManager", manager.getManager)
  .both("PUT", `${user}/manager/$ref`, "setManager", manager.setManager)
  .both("DELETE", `${user}/manager/$ref`, "removeManager", manager.removeManager)
  .both("GET", `${user}/appRoleAssignments`, "listUserAppRoleAssignments", assignments.listUserAppRoleAssignments)
  .both("POST", `${user}/appRoleAssignments`, "createUserAppRoleAssignment", assignments.createUserAppRoleAssignment)
  .both(
    "DELETE",
    `${user}/appRoleAssignments/:assignmentId`,
    "deleteUserAppRoleAssignment",
    assignments.deleteUserAppRoleAssignment,
  )

  .both("GET", `${deleted}/:objectId`, "getDeletedItem", deletedItems.getDeletedItem)
  .both(
    "GET",
    `${deleted}/microsoft.graph.application`,
    "listDeletedItems",
    deletedItems.listDeletedItems("application"),
  )
  .both(
    "GET",
    `${deleted}/microsoft.graph.servicePrincipal`,
    "listDeletedItems",
    deletedItems.listDeletedItems("servicePrincipal"),
  )
  .both("GET", `${deleted}/microsoft.graph.user`, "listDeletedItems", deletedItems.listDeletedItems("user"))
  .both("DELETE", `${deleted}/:objectId`, "deleteDeletedItem", deletedItems.deleteDeletedItem)
  .both("POST", `${deleted}/:objectId/restore`, "restoreDeletedItem", deletedItems.restoreDeletedItem)
  .both("POST", "/directoryObjects/getByIds", "getDirectoryObjectsByIds", directoryObjects.getDirectoryObjectsByIds)
  .both("GET", "/directoryObjects/:objectId", "getDirectoryObject", directoryObjects.getDirectoryObject)

  .both("GET", "/domains", "listDomains", organization.listDomains)
  .both("GET", "/domains/:domainId", "getDomain", organization.getDomain)
  .both("GET", "/organization", "listOrganization", organization.listOrganization)
  .both("GET", "/organization/:organizationId", "getOrganization", organization.getOrganization)
  .both("GET", "/me", "getSignedInUser", organization.getSignedInUser)
  .on("GET", "/oidc/userinfo", "getUserInfo", getUserInfo)
  .on("POST", "/oidc/userinfo", "getUserInfo", getUserInfo);
