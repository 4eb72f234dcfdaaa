/** Application permissions of which any one allows an operation, the least one first; ` and ` joins those needed together. */
export type Permissions = readonly [least: string, ...more: string[]];

const readApplications = [
  "Application.Read.All",
  "Application.ReadWrite.OwnedBy",
  "Application.ReadWrite.All",
  "Directory.Read.All",
] as const;
const readApplication = ["Application.Read.All", "Application.ReadWrite.OwnedBy", "Application.ReadWrite.All"] as const;
const readOwners = [
  "Application.ReadWrite.OwnedBy",
  "Application.Read.All",
  "Application.ReadWrite.All",
  "Directory.Read.All",
  "Directory.ReadWrite.All",
] as const;
const writeApplications = ["Application.ReadWrite.OwnedBy", "Application.ReadWrite.All"] as const;
const writePrincipals = [...writeApplications, "Directory.ReadWrite.All"] as const;
const readAssignments = [
  "Application.Read.All",
  "Application.ReadWrite.All",
  "Directory.Read.All",
  "AppRoleAssignment.ReadWrite.All",
  "Directory.ReadWrite.All",
] as const;
const readAssignedTo = [
  "Application.Read.All",
  "Application.ReadWrite.OwnedBy",
  "Application.ReadWrite.All",
  "Directory.Read.All",
  "Directory.ReadWrite.All",
] as const;
/** What is assigned has to be read too. */
const createAssignments = [
  "AppRoleAssignment.ReadWrite.All and Application.Read.All",
  "AppRoleAssignment.ReadWrite.All and Application.ReadWrite.OwnedBy",
  "AppRoleAssignment.ReadWrite.All and Application.ReadWrite.All",
  "AppRoleAssignment.ReadWrite.All and Directory.Read.All",
  "AppRoleAssignment.ReadWrite.All and Directory.ReadWrite.All",
] as const;
const writeAssignments = ["AppRoleAssignment.ReadWrite.All"] as const;
const readGrants = ["Directory.Read.All", "DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"] as const;
const writeGrants = ["DelegatedPermissionGrant.ReadWrite.All"] as const;
const readUsers = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"] as const;
const writeUsers = ["User.ReadWrite.All", "Directory.ReadWrite.All"] as const;
const readDirectory = ["Directory.Read.All", "Directory.ReadWrite.All"] as const;

/**
 * Which application permissions allow an operation, by the "Permissions" tables of Graph's API reference, as far as the
 * sandbox's Graph has them (`AppRegistration.Create`, the least one to make an application with, is not among them). That an
 * assignment may be made by whoever reads applications by another permission than the two that are listed is inferred.
 */
export const permissions: Readonly<Record<string, Permissions>> = {
  createApplication: writeApplications,
  listApplications: readApplications,
  countApplications: readApplications,
  getApplication: readApplication,
  updateApplication: writeApplications,
  deleteApplication: writeApplications,
  addApplicationPassword: writeApplications,
  removeApplicationPassword: writeApplications,
  listApplicationOwners: readOwners,
  addApplicationOwner: writeApplications,
  removeApplicationOwner: writeApplications,
  createFederatedIdentityCredential: writeApplications,
  listFederatedIdentityCredentials: readApplications,
  getFederatedIdentityCredential: readApplications,
  updateFederatedIdentityCredential: writeApplications,
  deleteFederatedIdentityCredential: writeApplications,

  createServicePrincipal: writePrincipals,
  listServicePrincipals: readApplications,
  countServicePrincipals: readApplications,
  getServicePrincipal: readApplications,
  updateServicePrincipal: writePrincipals,
  deleteServicePrincipal: writeApplications,
  listServicePrincipalOwners: readApplications,
  addServicePrincipalOwner: writeApplications,
  removeServicePrincipalOwner: writeApplications,

  listAppRoleAssignments: readAssignments,
  listAppRoleAssignedTo: readAssignedTo,
  listUserAppRoleAssignments: readAssignments,
  getAppRoleAssignment: readAssignments,
  getAppRoleAssignedTo: readAssignedTo,
  createAppRoleAssignment: createAssignments,
  createAppRoleAssignedTo: createAssignments,
  createUserAppRoleAssignment: createAssignments,
  deleteAppRoleAssignment: writeAssignments,
  deleteAppRoleAssignedTo: writeAssignments,
  deleteUserAppRoleAssignment: writeAssignments,

  createPermissionGrant: writeGrants,
  listPermissionGrants: readGrants,
  listServicePrincipalPermissionGrants: readGrants,
  getPermissionGrant: readGrants,
  updatePermissionGrant: writeGrants,
  deletePermissionGrant: writeGrants,

  createUser: writeUsers,
  listUsers: readUsers,
  countUsers: readUsers,
  getUser: readUsers,
  updateUser: ["User-PasswordProfile.ReadWrite.All", ...writeUsers],
  deleteUser: ["User.ReadWrite.All"],
  getManager: readUsers,
  setManager: writeUsers,
  removeManager: writeUsers,

  listDeletedItems: [...readUsers, ...readApplications],
  getDeletedItem: [...readUsers, ...readApplications],
  deleteDeletedItem: ["User.ReadWrite.All", ...writeApplications],
  restoreDeletedItem: ["User.ReadWrite.All", ...writeApplications],
  getDirectoryObject: [...readDirectory, ...readUsers, ...readApplications],
  getDirectoryObjectsByIds: [...readDirectory, ...readUsers, ...readApplications],

  listDomains: ["Domain.Read.All", ...readDirectory],
  getDomain: ["Domain.Read.All", ...readDirectory],
  listOrganization: ["Organization.Read.All", ...readDirectory, "User.Read.All"],
  getOrganization: ["Organization.Read.All", ...readDirectory, "User.Read.All"],
};
