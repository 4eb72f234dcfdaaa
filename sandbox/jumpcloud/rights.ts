/** Roles of administrators and of service accounts, the widest first, by the names of the Admin Portal. */
export const jumpCloudRoles = [
  "Administrator With Billing",
  "Administrator",
  "Manager",
  "Help Desk",
  "Command Runner With Billing",
  "Command Runner",
  "Read Only",
] as const;

export type JumpCloudRole = (typeof jumpCloudRoles)[number];

type Roles = readonly JumpCloudRole[];

const integrate: Roles = ["Administrator", "Administrator With Billing"];
const manage: Roles = ["Manager", ...integrate];
const support: Roles = ["Help Desk", ...manage];
const read: Roles = ["Read Only", ...support];

/**
 * The roles of which any one allows an operation of the admin API, the least first ("Admin Portal Roles": administrators and
 * managers manage people, groups and applications, help desks look after people who are there, read-only roles look, command
 * runners run commands alone; an API key has its administrator's role). Whether managers may set up identity providers is not
 * confirmed: here they may not.
 */
export const jumpCloudRights: Readonly<Record<string, Roles>> = {
  ...each(
    [
      "listUsers",
      "getUser",
      "searchUsers",
      "listApplications",
      "getApplication",
      "listUserGroups",
      "getUserGroup",
      "listUserGroupMembers",
      "listUserGroupMembership",
      "listUserGroupAssociations",
      "listUserMemberOf",
      "listApplicationAssociations",
      "listIdentityProviders",
      "getIdentityProvider",
    ],
    read,
  ),
  updateUser: support,
  ...each(
    [
      "createUser",
      "deleteUser",
      "createApplication",
      "replaceApplication",
      "deleteApplication",
      "createUserGroup",
      "replaceUserGroup",
      "deleteUserGroup",
      "changeUserGroupMembers",
      "changeUserGroupAssociations",
      "changeApplicationAssociations",
    ],
    manage,
  ),
  ...each(["createIdentityProvider", "replaceIdentityProvider", "deleteIdentityProvider"], integrate),
};

function each(operations: readonly string[], roles: Roles): Record<string, Roles> {
  return Object.fromEntries(operations.map((operation) => [operation, roles]));
}
