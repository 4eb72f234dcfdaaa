/** Application permissions of which any one allows an operation; the least one first. */
export type Permissions = readonly [least: string, ...more: string[]];

const readApplications = [
  "Application.Read.All",
  "Application.ReadWrite.OwnedBy",
  "Application.ReadWrite.All",
  "Directory.Read.All",
] as const;
const writeApplications = ["Application.ReadWrite.OwnedBy", "Application.ReadWrite.All"] as const;
const readAssignments = [
  "Application.Read.All",
  "Application.ReadWrite.All",
  "Directory.Read.All",
  "AppRoleAssignment.ReadWrite.All",
  "Directory.ReadWrite.All",
] as const;
const writeAssignments = ["AppRoleAssignment.ReadWrite.All"] as const;
const readGrants = ["Directory.Read.All", "DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"] as const;
const writeGrants = ["DelegatedPermissionGrant.ReadWrite.All"] as const;
const readUsers = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"] as const;
const writeUsers = ["User.ReadWrite.All", "Directory.ReadWrite.All"] as const;
const readDirectory = ["Directory.Read.All", "Directory.ReadWrite.All"] as const;

/** Which application permissions allow an operation, by the "Permissions" tables of Graph's API reference. */
export const permissions: Readonly<Record<string, Permissions>> = {
  createApplication: writeApplications,
  listApplications: readApplications,
  countApplications: readApplications,
  getApplication: readApplications,
  updateApplication: writeApplications,
  deleteApplication: writeApplications,
  addApplicationPassword: writeApplications,
  removeApplicationPassword: writeApplications,
  listApplicationOwners: readApplications,
  addApplicationOwner: writeApplications,
  removeApplicationOwner: writeApplications,
  createFederatedIdentityCredential: writeApplications,
  listFederatedIdentityCredentials: readApplications,
  getFederatedIdentityCredential: readApplications,
  updateFederatedIdentityCredential: writeApplications,
  deleteFederatedIdentityCredential: writeApplications,

  createServicePrincipal: writeApplications,
  listServicePrincipals: readApplications,
  countServicePrincipals: readApplications,
  getServicePrincipal: readApplications,
  updateServicePrincipal: writeApplications,
  deleteServicePrincipal: writeApplications,
  listServicePrincipalOwners: readApplications,
  addServicePrincipalOwner: writeApplications,
  removeServicePrincipalOwner: writeApplications,

  listAppRoleAssignments: readAssignments,
  listAppRoleAssignedTo: readAssignments,
  listUserAppRoleAssignments: readAssignments,
  getAppRoleAssignment: readAssignments,
  getAppRoleAssignedTo: readAssignments,
  createAppRoleAssignment: writeAssignments,
  createAppRoleAssignedTo: writeAssignments,
  createUserAppRoleAssignment: writeAssignments,
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
