import type { AwsService } from "../../AwsService.ts";
import { json11Service } from "../../protocol/json11.ts";
import * as brandings from "./brandings.ts";
import { adminRespondToAuthChallenge, respondToAuthChallenge } from "./challenges.ts";
import * as clients from "./clients.ts";
import * as clientSecrets from "./clientSecrets.ts";
import * as domains from "./domains.ts";
import * as groups from "./groups.ts";
import * as identityProviders from "./identityProviders.ts";
import { adminInitiateAuth, initiateAuth } from "./initiateAuth.ts";
import { listUsers } from "./listUsers.ts";
import * as memberships from "./memberships.ts";
import { getUserPoolMfaConfig, setUserPoolMfaConfig } from "./mfa.ts";
import { getUser, globalSignOut, revokeToken } from "./ownTokens.ts";
import * as resourceServers from "./resourceServers.ts";
import { cognitoRights } from "./rights.ts";
import { listTagsForResource, tagResource, untagResource } from "./tags.ts";
import { adminResetUserPassword, adminSetUserPassword } from "./userPasswords.ts";
import * as userPools from "./userPools.ts";
import * as users from "./users.ts";

/** Those that anybody may call, or whoever has an access token: they are asked from browsers and apps. */
const publicOperations = new Set(["GetUser", "GlobalSignOut", "InitiateAuth", "RespondToAuthChallenge", "RevokeToken"]);

/** Amazon Cognito user pools (API reference, "Amazon Cognito user pools API"). */
export function cognitoIdp(): AwsService {
  return json11Service({
    signingName: "cognito-idp",
    targetPrefix: "AWSCognitoIdentityProviderService",
    publicOperations,
    rights: cognitoRights,
    throttling: [400, "TooManyRequestsException", "Rate exceeded"],
    handlers: new Map(
      Object.entries({
        AddCustomAttributes: userPools.addCustomAttributes,
        AddUserPoolClientSecret: clientSecrets.addUserPoolClientSecret,
        AdminAddUserToGroup: memberships.adminAddUserToGroup,
        AdminCreateUser: users.adminCreateUser,
        AdminDeleteUser: users.adminDeleteUser,
        AdminDeleteUserAttributes: users.adminDeleteUserAttributes,
        AdminDisableUser: users.adminDisableUser,
        AdminEnableUser: users.adminEnableUser,
        AdminGetUser: users.adminGetUser,
        AdminInitiateAuth: adminInitiateAuth,
        AdminListGroupsForUser: memberships.adminListGroupsForUser,
        AdminRemoveUserFromGroup: memberships.adminRemoveUserFromGroup,
        AdminResetUserPassword: adminResetUserPassword,
        AdminRespondToAuthChallenge: adminRespondToAuthChallenge,
        AdminSetUserPassword: adminSetUserPassword,
        AdminUpdateUserAttributes: users.adminUpdateUserAttributes,
        AdminUserGlobalSignOut: users.adminUserGlobalSignOut,
        CreateGroup: groups.createGroup,
        CreateIdentityProvider: identityProviders.createIdentityProvider,
        CreateManagedLoginBranding: brandings.createManagedLoginBranding,
        CreateResourceServer: resourceServers.createResourceServer,
        CreateUserPool: userPools.createUserPool,
        CreateUserPoolClient: clients.createUserPoolClient,
        CreateUserPoolDomain: domains.createUserPoolDomain,
        DeleteGroup: groups.deleteGroup,
        DeleteIdentityProvider: identityProviders.deleteIdentityProvider,
        DeleteManagedLoginBranding: brandings.deleteManagedLoginBranding,
        DeleteResourceServer: resourceServers.deleteResourceServer,
        DeleteUserPool: userPools.deleteUserPool,
        DeleteUserPoolClient: clients.deleteUserPoolClient,
        DeleteUserPoolClientSecret: clientSecrets.deleteUserPoolClientSecret,
        DeleteUserPoolDomain: domains.deleteUserPoolDomain,
        DescribeIdentityProvider: identityProviders.describeIdentityProvider,
        DescribeManagedLoginBranding: brandings.describeManagedLoginBranding,
        DescribeManagedLoginBrandingByClient: brandings.describeManagedLoginBrandingByClient,
        DescribeResourceServer: resourceServers.describeResourceServer,
        DescribeUserPool: userPools.describeUserPool,
        DescribeUserPoolClient: clients.describeUserPoolClient,
        DescribeUserPoolDomain: domains.describeUserPoolDomain,
        GetGroup: groups.getGroup,
        GetIdentityProviderByIdentifier: identityProviders.getIdentityProviderByIdentifier,
        GetUser: getUser,
        GetUserPoolMfaConfig: getUserPoolMfaConfig,
        GlobalSignOut: globalSignOut,
        InitiateAuth: initiateAuth,
        ListGroups: groups.listGroups,
        ListIdentityProviders: identityProviders.listIdentityProviders,
        ListResourceServers: resourceServers.listResourceServers,
        ListTagsForResource: listTagsForResource,
        ListUserPoolClients: clients.listUserPoolClients,
        ListUserPoolClientSecrets: clientSecrets.listUserPoolClientSecrets,
        ListUserPools: userPools.listUserPools,
        ListUsers: listUsers,
        ListUsersInGroup: memberships.listUsersInGroup,
        RespondToAuthChallenge: respondToAuthChallenge,
        RevokeToken: revokeToken,
        SetUserPoolMfaConfig: setUserPoolMfaConfig,
        TagResource: tagResource,
        UntagResource: untagResource,
        UpdateGroup: groups.updateGroup,
        UpdateIdentityProvider: identityProviders.updateIdentityProvider,
        UpdateManagedLoginBranding: brandings.updateManagedLoginBranding,
        UpdateResourceServer: resourceServers.updateResourceServer,
        UpdateUserPool: userPools.updateUserPool,
        UpdateUserPoolClient: clients.updateUserPoolClient,
        UpdateUserPoolDomain: domains.updateUserPoolDomain,
      }),
    ),
  });
}
