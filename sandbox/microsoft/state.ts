import type { JWK } from "jose";

/** What Microsoft's directories remember. Plain JSON: it is kept in the sandbox's state file. */
export interface MicrosoftState {
  /** By tenant id: a directory knows nothing of another. */
  readonly directories: Record<string, Directory>;
}

export interface Directory {
  readonly tenantId: string;
  readonly kind: "entra" | "b2c";
  /** What stands before `.onmicrosoft.com`. */
  readonly name: string;
  readonly created: string;
  /** Verified, the initial domain first. */
  readonly domains: string[];
  readonly policies: Policy[];
  /** Hosts of the B2C endpoints. */
  readonly loginHosts: string[];
  /** By object id, like the others. */
  readonly applications: Record<string, Application>;
  readonly servicePrincipals: Record<string, ServicePrincipal>;
  readonly users: Record<string, User>;
  readonly appRoleAssignments: Record<string, AppRoleAssignment>;
  readonly oauth2PermissionGrants: Record<string, PermissionGrant>;
  /** Deleted applications and users, which Graph keeps for 30 days. */
  readonly deletedItems: Record<string, DeletedItem>;
  /** Made when it is first needed. */
  signingKey?: SigningKey;
  /** Authorization codes by code; one that was exchanged stays until it expires, so that another try is told so. */
  readonly codes: Record<string, AuthorizationCode>;
  /** People who are signed in, by the session cookie's value. */
  readonly sessions: Record<string, Session>;
  /** By token; made when one is first given. */
  refreshTokens?: Record<string, RefreshToken>;
}

/** A user flow or custom policy of a B2C tenant. */
export interface Policy {
  readonly name: string;
  /** The "Issuer (iss) claim" of its token compatibility settings; a new one has `tenant`. */
  issuerForm: "tenant" | "tfp";
  signingKey?: SigningKey;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateJwk: JWK;
}

/** What Graph gives to and takes from clients without the sandbox looking at it. */
export type GraphFields = Record<string, unknown>;

/**
 * An application registration. Property names and shapes are Graph's (resource type `application`); what decides about
 * tokens is typed, everything else is in `rest` as it was sent.
 */
export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly createdDateTime: string;
  displayName: string;
  signInAudience:
    "AzureADMyOrg" | "AzureADMultipleOrgs" | "AzureADandPersonalMicrosoftAccount" | "PersonalMicrosoftAccount";
  identifierUris: string[];
  appRoles: AppRole[];
  api: { requestedAccessTokenVersion: 1 | 2 | null; oauth2PermissionScopes: PermissionScope[] } & GraphFields;
  web: {
    redirectUris: string[];
    implicitGrantSettings: { enableIdTokenIssuance: boolean; enableAccessTokenIssuance: boolean };
  } & GraphFields;
  optionalClaims: OptionalClaims | null;
  groupMembershipClaims: string | null;
  requiredResourceAccess: RequiredResourceAccess[];
  passwordCredentials: PasswordCredential[];
  federatedIdentityCredentials: FederatedIdentityCredential[];
  /** Object ids. */
  owners: string[];
  rest: GraphFields;
}

export interface AppRole {
  readonly id: string;
  allowedMemberTypes: ("User" | "Application")[];
  value: string | null;
  displayName: string;
  description: string;
  isEnabled: boolean;
}

export interface PermissionScope {
  readonly id: string;
  value: string;
  type: "User" | "Admin";
  isEnabled: boolean;
  adminConsentDisplayName: string;
  adminConsentDescription: string;
  userConsentDisplayName?: string | null;
  userConsentDescription?: string | null;
}

export interface OptionalClaims {
  idToken: OptionalClaim[];
  accessToken: OptionalClaim[];
  saml2Token: OptionalClaim[];
}

export interface OptionalClaim {
  name: string;
  source: string | null;
  essential: boolean;
  additionalProperties: string[];
}

export interface RequiredResourceAccess {
  resourceAppId: string;
  resourceAccess: { id: string; type: "Role" | "Scope" }[];
}

export interface PasswordCredential {
  readonly keyId: string;
  displayName: string | null;
  readonly hint: string;
  startDateTime: string;
  endDateTime: string;
  /** Kept here alone: Graph shows it once. */
  readonly secretText: string;
}

export interface FederatedIdentityCredential {
  readonly id: string;
  readonly name: string;
  issuer: string;
  subject: string;
  audiences: string[];
  description: string | null;
}

/** Resource type `servicePrincipal`: an application in a directory. Microsoft Graph's own is there from the start. */
export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  /** The object id of the registration in this directory; absent for Microsoft's own. */
  readonly applicationId?: string;
  readonly createdDateTime: string;
  accountEnabled: boolean;
  appRoleAssignmentRequired: boolean;
  /** Of Microsoft's own; those of others are their registration's. */
  readonly appRoles?: AppRole[];
  readonly oauth2PermissionScopes?: PermissionScope[];
  owners: string[];
  rest: GraphFields;
}

/** An app role that was given to an application (or a person) at a resource: for applications, that is admin consent. */
export interface AppRoleAssignment {
  readonly id: string;
  readonly createdDateTime: string;
  /** All zeros is access without a role. */
  readonly appRoleId: string;
  readonly principalId: string;
  readonly principalType: "ServicePrincipal" | "User" | "Group";
  /** The resource's service principal. */
  readonly resourceId: string;
}

/** Delegated permissions of a client at a resource. `AllPrincipals` is admin consent. */
export interface PermissionGrant {
  readonly id: string;
  readonly clientId: string;
  consentType: "AllPrincipals" | "Principal";
  principalId: string | null;
  readonly resourceId: string;
  /** Parted by spaces. */
  scope: string;
}

export interface User {
  readonly id: string;
  readonly createdDateTime: string;
  userPrincipalName: string;
  displayName: string;
  mailNickname: string;
  mail: string | null;
  givenName: string | null;
  surname: string | null;
  accountEnabled: boolean;
  usageLocation: string | null;
  country: string | null;
  /** The object id of another person. */
  managerId?: string;
  /** Kept here alone: Graph never shows it. */
  password: string;
  forceChangePasswordNextSignIn: boolean;
  passwordChanged: string;
  rest: GraphFields;
}

export type DeletedItem = { readonly deletedDateTime: string } & (
  | { readonly kind: "application"; readonly object: Application }
  | { readonly kind: "servicePrincipal"; readonly object: ServicePrincipal }
  | { readonly kind: "user"; readonly object: User }
);

/** What a person let an application have, until it has been handed over. */
export interface UserGrant {
  readonly appId: string;
  readonly userId: string;
  /** As they were asked for. */
  readonly scopes: string[];
  /** That the application asked at a v1.0 endpoint for a token of. */
  readonly resource?: string;
  /** In epoch seconds. */
  readonly authTime: number;
  /** The session's id in tokens (`sid`), which is not the cookie's value. */
  readonly sessionId: string;
  /** In epoch seconds. */
  readonly expires: number;
  /** Given at a redirect URI of a mobile or desktop application, whose client proves nothing. */
  readonly publicClient?: true;
}

export interface AuthorizationCode extends UserGrant {
  readonly redirectUri: string;
  readonly nonce?: string;
  readonly codeChallenge?: { readonly value: string; readonly method: "S256" | "plain" };
  redeemed: boolean;
}

export interface RefreshToken extends UserGrant {
  /** In epoch seconds. */
  readonly issued: number;
}

export interface Session {
  readonly userId: string;
  readonly authTime: number;
  /** In epoch seconds. */
  readonly expires: number;
}
