/** Standard administrator roles that the sandbox's operations tell apart, by the names of Okta's API. */
export const oktaStandardRoles = [
  "SUPER_ADMIN",
  "ORG_ADMIN",
  "APP_ADMIN",
  "API_ACCESS_MANAGEMENT_ADMIN",
  "USER_ADMIN",
  "GROUP_MEMBERSHIP_ADMIN",
  "HELP_DESK_ADMIN",
  "READ_ONLY_ADMIN",
] as const;

export type OktaStandardRole = (typeof oktaStandardRoles)[number];

/** What an operation of the management API needs: any one of the scopes of a token, and any one of the roles or permissions. */
export interface OktaRight {
  /** Of OAuth 2.0 tokens, the least one first; none for an operation that takes no token. */
  readonly scopes: readonly string[];
  /** Of custom roles, the least one first; none for what only standard roles may do. */
  readonly permissions: readonly string[];
  /** Standard roles beside the super administrator, who may do everything. */
  readonly roles: readonly OktaStandardRole[];
}

const readServers = right(
  ["okta.authorizationServers.read", "okta.authorizationServers.manage"],
  ["okta.authzServers.read", "okta.authzServers.manage"],
  ["API_ACCESS_MANAGEMENT_ADMIN", "READ_ONLY_ADMIN", "ORG_ADMIN"],
);
const manageServers = right(
  ["okta.authorizationServers.manage"],
  ["okta.authzServers.manage"],
  ["API_ACCESS_MANAGEMENT_ADMIN"],
);
const readApps = right(
  ["okta.apps.read", "okta.apps.manage"],
  ["okta.apps.read", "okta.apps.manage"],
  ["READ_ONLY_ADMIN", "API_ACCESS_MANAGEMENT_ADMIN", "APP_ADMIN", "ORG_ADMIN"],
);
const manageApps = right(["okta.apps.manage"], ["okta.apps.manage"], ["API_ACCESS_MANAGEMENT_ADMIN", "APP_ADMIN"]);
const readSecrets = right(
  ["okta.apps.read", "okta.apps.manage"],
  ["okta.apps.clientCredentials.read", "okta.apps.manage"],
  ["API_ACCESS_MANAGEMENT_ADMIN", "APP_ADMIN"],
);
const assignApps = right(
  ["okta.apps.manage"],
  ["okta.apps.assignment.manage", "okta.apps.manage"],
  ["API_ACCESS_MANAGEMENT_ADMIN", "APP_ADMIN", "ORG_ADMIN"],
);
const readPolicies = right(
  ["okta.policies.read", "okta.policies.manage"],
  ["okta.policies.read", "okta.policies.manage"],
  ["READ_ONLY_ADMIN", "APP_ADMIN", "ORG_ADMIN"],
);
const readGroups = right(
  ["okta.groups.read", "okta.groups.manage"],
  ["okta.groups.read", "okta.groups.members.manage", "okta.groups.manage"],
  ["READ_ONLY_ADMIN", "GROUP_MEMBERSHIP_ADMIN", "HELP_DESK_ADMIN", "APP_ADMIN", "USER_ADMIN", "ORG_ADMIN"],
);
const makeGroups = right(["okta.groups.manage"], ["okta.groups.create", "okta.groups.manage"], ["ORG_ADMIN"]);
const manageGroups = right(["okta.groups.manage"], ["okta.groups.manage"], ["ORG_ADMIN"]);
const manageMembers = right(
  ["okta.groups.manage"],
  ["okta.groups.members.manage", "okta.groups.manage"],
  ["GROUP_MEMBERSHIP_ADMIN", "USER_ADMIN", "ORG_ADMIN"],
);
const readUsers = right(
  ["okta.users.read", "okta.users.manage"],
  ["okta.users.read", "okta.users.manage"],
  ["READ_ONLY_ADMIN", "GROUP_MEMBERSHIP_ADMIN", "HELP_DESK_ADMIN", "APP_ADMIN", "USER_ADMIN", "ORG_ADMIN"],
);
const makeUsers = right(["okta.users.manage"], ["okta.users.create", "okta.users.manage"], ["USER_ADMIN", "ORG_ADMIN"]);
const endUsers = right(
  ["okta.users.manage"],
  ["okta.users.lifecycle.manage", "okta.users.manage"],
  ["USER_ADMIN", "ORG_ADMIN"],
);

/**
 * Scopes by the security of each operation in Okta's API description (okta-management-openapi-spec; "OAuth 2.0 scopes");
 * that the manage scope of a resource reads it too is how Okta's support explains the refusal ("insufficient_scope").
 * Permissions by "Role permissions" and the permissions catalog. Roles by the tables of "Standard administrator roles and
 * permissions": who else than API access management administrators may look at authorization servers, and what an
 * administrator of apps sees of people and groups, is read off tables whose columns could not be told apart with certainty.
 */
export const oktaRights: Readonly<Record<string, OktaRight>> = {
  ...each(
    [
      "listAuthorizationServers",
      "getAuthorizationServer",
      "listAuthorizationServerKeys",
      "getAuthorizationServerKey",
      "listOAuth2Scopes",
      "getOAuth2Scope",
      "listOAuth2Claims",
      "getOAuth2Claim",
      "listAuthorizationServerPolicies",
      "getAuthorizationServerPolicy",
      "listAuthorizationServerPolicyRules",
      "getAuthorizationServerPolicyRule",
      "listAssociatedServersByTrustedType",
    ],
    readServers,
  ),
  ...each(
    [
      "createAuthorizationServer",
      "replaceAuthorizationServer",
      "deleteAuthorizationServer",
      "activateAuthorizationServer",
      "deactivateAuthorizationServer",
      "rotateAuthorizationServerKeys",
      "createAssociatedServers",
      "deleteAssociatedServer",
      "createOAuth2Scope",
      "replaceOAuth2Scope",
      "deleteOAuth2Scope",
      "createOAuth2Claim",
      "replaceOAuth2Claim",
      "deleteOAuth2Claim",
      "createAuthorizationServerPolicy",
      "replaceAuthorizationServerPolicy",
      "deleteAuthorizationServerPolicy",
      "activateAuthorizationServerPolicy",
      "deactivateAuthorizationServerPolicy",
      "createAuthorizationServerPolicyRule",
      "replaceAuthorizationServerPolicyRule",
      "deleteAuthorizationServerPolicyRule",
      "activateAuthorizationServerPolicyRule",
      "deactivateAuthorizationServerPolicyRule",
    ],
    manageServers,
  ),
  ...each(
    [
      "listApplications",
      "getApplication",
      "listApplicationGroupAssignments",
      "getApplicationGroupAssignment",
      "listApplicationUsers",
      "getApplicationUser",
    ],
    readApps,
  ),
  ...each(
    [
      "createApplication",
      "replaceApplication",
      "deleteApplication",
      "activateApplication",
      "deactivateApplication",
      "createOAuth2ClientSecret",
      "deleteOAuth2ClientSecret",
      "activateOAuth2ClientSecret",
      "deactivateOAuth2ClientSecret",
      "assignApplicationPolicy",
    ],
    manageApps,
  ),
  ...each(["listOAuth2ClientSecrets", "getOAuth2ClientSecret"], readSecrets),
  ...each(
    [
      "assignGroupToApplication",
      "unassignApplicationFromGroup",
      "assignUserToApplication",
      "unassignUserFromApplication",
    ],
    assignApps,
  ),
  // Super administrators alone grant an application scopes of Okta's own API ("Implement OAuth for Okta").
  ...each(["grantConsentToScope", "revokeScopeConsentGrant"], right(["okta.appGrants.manage"], [], [])),
  listScopeConsentGrants: { ...readApps, scopes: ["okta.appGrants.read", "okta.appGrants.manage"] },
  // Of no published API: Okta's provider leaves them out when it has a token.
  getIdTokenSettings: { ...readApps, scopes: [] },
  replaceIdTokenSettings: { ...manageApps, scopes: [] },
  listPolicies: readPolicies,
  getOrgSettings: right(["okta.orgs.read", "okta.orgs.manage"], [], ["READ_ONLY_ADMIN", "APP_ADMIN", "ORG_ADMIN"]),
  // Whoever asks for themselves.
  getCurrentUser: right(
    ["okta.users.read.self", "okta.users.manage.self", "okta.users.read", "okta.users.manage"],
    [],
    oktaStandardRoles,
  ),
  ...each(["listUsers", "getUser"], readUsers),
  createUser: makeUsers,
  ...each(["deactivateUser", "deleteUser"], endUsers),
  ...each(["listGroups", "getGroup", "listGroupUsers"], readGroups),
  createGroup: makeGroups,
  deleteGroup: manageGroups,
  ...each(["assignUserToGroup", "unassignUserFromGroup"], manageMembers),
};

function right(
  scopes: readonly string[],
  permissions: readonly string[],
  roles: readonly OktaStandardRole[],
): OktaRight {
  return { scopes, permissions, roles };
}

function each(operations: readonly string[], one: OktaRight): Record<string, OktaRight> {
  return Object.fromEntries(operations.map((operation) => [operation, one]));
}
