import {
  also,
  each,
  free,
  on,
  onAny,
  type OperationRights,
  type RightsTable,
  textOf,
  where,
} from "../../iam/OperationRights.ts";

const onPool = on("cognito-idp", (asked) => {
  const { region, account } = asked.call;
  return [`arn:aws:cognito-idp:${region}:${account.id}:userpool/${textOf(asked, "UserPoolId")}`];
});
const onTagged = on("cognito-idp", (asked) => [textOf(asked, "ResourceArn")]);

/** A domain of one's own is CloudFront's too (Amazon Cognito developer guide, "Using your own domain"). */
const customDomain: OperationRights = where("CustomDomainConfig", () => [
  { action: "cloudfront:UpdateDistribution", resource: "*" },
]);

/** Service Authorization Reference, "Amazon Cognito User Pools". */
export const cognitoRights: RightsTable = {
  CreateUserPoolDomain: also(onPool, customDomain),
  UpdateUserPoolDomain: also(onPool, customDomain),
  ...each(["CreateUserPool", "DescribeUserPoolDomain", "ListUserPools"], onAny("cognito-idp")),
  ...each(
    [
      "AddCustomAttributes",
      "AddUserPoolClientSecret",
      "AdminAddUserToGroup",
      "AdminCreateUser",
      "AdminDeleteUser",
      "AdminDeleteUserAttributes",
      "AdminDisableUser",
      "AdminEnableUser",
      "AdminGetUser",
      "AdminInitiateAuth",
      "AdminListGroupsForUser",
      "AdminRemoveUserFromGroup",
      "AdminResetUserPassword",
      "AdminRespondToAuthChallenge",
      "AdminSetUserPassword",
      "AdminUpdateUserAttributes",
      "AdminUserGlobalSignOut",
      "CreateGroup",
      "CreateIdentityProvider",
      "CreateManagedLoginBranding",
      "CreateResourceServer",
      "CreateUserPoolClient",
      "DeleteGroup",
      "DeleteIdentityProvider",
      "DeleteManagedLoginBranding",
      "DeleteResourceServer",
      "DeleteUserPool",
      "DeleteUserPoolClient",
      "DeleteUserPoolClientSecret",
      "DeleteUserPoolDomain",
      "DescribeIdentityProvider",
      "DescribeManagedLoginBranding",
      "DescribeManagedLoginBrandingByClient",
      "DescribeResourceServer",
      "DescribeUserPool",
      "DescribeUserPoolClient",
      "GetGroup",
      "GetIdentityProviderByIdentifier",
      "GetUserPoolMfaConfig",
      "ListGroups",
      "ListIdentityProviders",
      "ListResourceServers",
      "ListUserPoolClientSecrets",
      "ListUserPoolClients",
      "ListUsers",
      "ListUsersInGroup",
      "SetUserPoolMfaConfig",
      "UpdateGroup",
      "UpdateIdentityProvider",
      "UpdateManagedLoginBranding",
      "UpdateResourceServer",
      "UpdateUserPool",
      "UpdateUserPoolClient",
    ],
    onPool,
  ),
  ...each(["ListTagsForResource", "TagResource", "UntagResource"], onTagged),
  // Whoever has a token, or a name and a password, asks for these.
  ...each(["GetUser", "GlobalSignOut", "InitiateAuth", "RespondToAuthChallenge", "RevokeToken"], free),
};
