/**
 * Who may call what, as plain data: no Pulumi types, no I/O. It is derived from the settings before the engine starts,
 * and travels unchanged in the stack output `trust`, so that the scripts reason about the same model as the program.
 */
export interface TrustModel {
  readonly issuers: Readonly<Record<string, IssuerModel>>;
  readonly apis: Readonly<Record<string, ApiModel>>;
  readonly relyingParties: Readonly<Record<string, RelyingPartyModel>>;
}

/** A custom authorization server of an Okta organisation. Its audience is the one that all its tokens carry. */
export interface OktaIssuerModel {
  readonly kind: "okta";
  /** The authorization server's name in Okta; without one the component names it after the stack and the issuer. */
  readonly name?: string;
  readonly description?: string;
  readonly audience: string;
  readonly scopes: Readonly<Record<string, ScopeModel>>;
  readonly clients: Readonly<Record<string, ClientModel>>;
  /** In order of priority, the first is asked first. */
  readonly accessPolicies: readonly AccessPolicyModel[];
}

/**
 * An API that is registered in a directory of Microsoft's, with the applications that may ask for its tokens. Every API of
 * a directory has the same `iss`; its audience, which the vendor makes (the client id of the registration), tells it apart.
 */
interface MicrosoftIssuerModel {
  /** The API's display name; without one the component names it after the stack and the issuer. */
  readonly name?: string;
  readonly description?: string;
  /** What clients name when they ask for a token (`{identifierUri}/.default`); without one it is made from the client id. */
  readonly identifierUri?: string;
  /** The API's app roles, by value. */
  readonly roles: Readonly<Record<string, AppRoleModel>>;
  /** False lets any application of the tenant get a token for this API's audience. */
  readonly assignmentRequired: boolean;
  readonly clients: Readonly<Record<string, MicrosoftClientModel>>;
}

/** An API in the company's Entra ID tenant: its app-only tokens are of version 2 and carry `roles` and no `scp`. */
export interface EntraIssuerModel extends MicrosoftIssuerModel {
  readonly kind: "entra";
}

/** An API in an Azure AD B2C tenant, which is a directory of its own: its app-only tokens carry the roles in `scp`. */
export interface B2cIssuerModel extends MicrosoftIssuerModel {
  readonly kind: "b2c";
  /** A GUID, in lower case. */
  readonly tenantId: string;
  /** What stands before `.onmicrosoft.com`. */
  readonly tenantName: string;
  /** The user flow or custom policy whose endpoints give the tokens, such as `B2C_1_signin`. */
  readonly policy: string;
  /** `{tenantName}.b2clogin.com`, or a custom domain of the tenant. */
  readonly domain: string;
}

/**
 * A user pool of Amazon Cognito: people sign in at its pages, and machines ask for tokens in their own name. Its access
 * tokens have no audience but the client that asked for them.
 */
export interface CognitoIssuerModel {
  readonly kind: "cognito";
  /** The pool's name in AWS; without one the component names it after the stack and the issuer. */
  readonly name?: string;
  /** What people type as their user name. */
  readonly signIn: readonly UserNameKind[];
  readonly passwords: PasswordPolicyModel;
  /** A code of an authenticator app beside the password. */
  readonly mfa: "off" | "optional" | "required";
  /** How people get back in without their password; `none` leaves it to administrators. */
  readonly recovery: "email" | "none";
  /** While it is on, AWS refuses to delete the pool. */
  readonly deletionProtection: boolean;
  /** Where the pages and the token endpoint are. */
  readonly domain: CognitoDomainModel;
  /** Managed login, or the classic hosted UI. */
  readonly pages: "managed" | "classic";
  readonly resourceServers: Readonly<Record<string, ResourceServerModel>>;
  readonly clients: Readonly<Record<string, CognitoClientModel>>;
  readonly groups: Readonly<Record<string, UserGroupModel>>;
  /** Other identity providers that people of the pool can come from, by the name that the sign-in page shows. */
  readonly federation: Readonly<Record<string, PoolFederationModel>>;
}

/**
 * People's tokens from JumpCloud: custom OpenID Connect applications of its organisation, the groups that may use them and
 * their members. Its access tokens are not known to be JSON Web Tokens, so no route of an API trusts it; its ID tokens are
 * what other systems take.
 */
export interface JumpCloudIssuerModel {
  readonly kind: "jumpcloud";
  readonly clients: Readonly<Record<string, JumpCloudClientModel>>;
  /** User groups that are declared. */
  readonly groups: Readonly<Record<string, { readonly description?: string }>>;
  readonly people: Readonly<Record<string, JumpCloudPersonModel>>;
}

/** A custom OpenID Connect application, which authenticates with its secret in the form (client_secret_post). */
export interface JumpCloudClientModel {
  /** The label in JumpCloud. */
  readonly label: string;
  /** Of the application that is adopted; without it, the one with the label. */
  readonly applicationId?: string;
  /** Whether it is created, by a call that JumpCloud does not document; otherwise it is adopted. */
  readonly create: boolean;
  readonly redirectUris: readonly string[];
  /** Where the application begins a sign-in. */
  readonly loginUrl?: string;
  /** Declared groups whose members may use it. Sorted. */
  readonly groups: readonly string[];
}

/** A person of the JumpCloud organisation. */
export interface JumpCloudPersonModel {
  /** The company email, in lower case. */
  readonly email: string;
  /** There already, or declared here. */
  readonly account: "existing" | "declared";
  /** Of a declared account. */
  readonly username?: string;
  readonly givenName?: string;
  readonly surname?: string;
  /** Declared groups that the person is declared a member of. Sorted. */
  readonly groups: readonly string[];
}

/** Closed over the kinds of identity provider; another provider is another member. */
export type IssuerModel =
  OktaIssuerModel | EntraIssuerModel | B2cIssuerModel | CognitoIssuerModel | JumpCloudIssuerModel;

/** An identity provider of a user pool, by OpenID Connect; the program registers the pool there. */
export type PoolFederationModel = EntraPoolFederationModel | OktaPoolFederationModel;

interface PoolFederation {
  /** Attributes of the pool, each with the claim of the ID token that it is taken from; `username` is always `sub`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The company's Entra ID tenant. */
export interface EntraPoolFederationModel extends PoolFederation {
  readonly kind: "entra";
  /** The pool as an application of the tenant; its redirect URI is the pool's. */
  readonly application: Pick<EntraApplicationModel, "name" | "optionalClaims" | "owners" | "secret">;
}

/** The Okta organisation. */
export interface OktaPoolFederationModel extends PoolFederation {
  readonly kind: "okta";
  /** The application's label in Okta. */
  readonly label: string;
  /** Who may sign in: everyone of the organisation, or members of these groups of it. */
  readonly assignment: { readonly kind: "everyone" } | { readonly kind: "groups"; readonly groups: readonly string[] };
}

export type UserNameKind = "username" | "email" | "phone_number";

export interface PasswordPolicyModel {
  /** 8 to 99 characters. */
  readonly minimumLength: number;
  /** How long a temporary password can be used, 1 to 365 days. */
  readonly temporaryDays: number;
  /** Whether a password needs one of each. */
  readonly lowercase: boolean;
  readonly uppercase: boolean;
  readonly numbers: boolean;
  readonly symbols: boolean;
}

/** `{prefix}.auth.{region}.amazoncognito.com`, or a domain of one's own with its certificate in us-east-1. */
export type CognitoDomainModel =
  { readonly prefix: string } | { readonly custom: string; readonly certificateArn: string };

/** An API as Cognito knows it: what its scopes begin with. */
export interface ResourceServerModel {
  /** Its scopes are `{identifier}/{scope}` in tokens, in clients and on routes. */
  readonly identifier: string;
  readonly name: string;
  readonly scopes: Readonly<Record<string, { readonly description: string }>>;
}

/** The two cannot be one: Cognito refuses client credentials beside the code grant. */
export type CognitoClientModel = InteractiveClientModel | MachineClientModel;

/** An application that people sign in to, with the authorization code grant and a secret. */
export interface InteractiveClientModel {
  readonly kind: "interactive";
  readonly label?: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  /** Of OpenID Connect, of Cognito's own and of resource servers. Sorted. */
  readonly scopes: readonly string[];
  /** Whom people can sign in with: `cognito`, which is the pool itself, and names of its federation. Sorted. */
  readonly identityProviders: readonly string[];
  /** How else than at the pages people's passwords are taken. Sorted. */
  readonly authFlows: readonly AuthFlow[];
  readonly tokens: TokenLifetimesModel;
}

/** An application that asks for tokens in its own name, with the client credentials grant and a secret. */
export interface MachineClientModel {
  readonly kind: "machine";
  readonly label?: string;
  /** Of resource servers alone, at least one. Sorted. */
  readonly scopes: readonly string[];
  readonly tokens: Pick<TokenLifetimesModel, "accessMinutes">;
}

/** `srp`, `password` and `admin-password` are sign-ins by API; `choice` lets people choose one; `refresh` renews tokens. */
export type AuthFlow = "srp" | "password" | "admin-password" | "choice" | "refresh";

export interface TokenLifetimesModel {
  /** 5 to 1440. */
  readonly accessMinutes: number;
  /** 5 to 1440. */
  readonly idMinutes: number;
  /** 1 to 3650. */
  readonly refreshDays: number;
}

/** A group of people of a pool; it stands in `cognito:groups` of their tokens. */
export interface UserGroupModel {
  readonly description?: string;
  /** Of a person's groups the one with the lowest comes first. */
  readonly precedence?: number;
}

/** A permission that an application can be assigned at an API. */
export interface AppRoleModel {
  readonly description?: string;
  readonly displayName?: string;
}

/** An application that asks for tokens in its own name. It has a secret, federated credentials, or both. */
export interface MicrosoftClientModel {
  readonly label?: string;
  /** The API's app roles that it is assigned, sorted. */
  readonly roles: readonly string[];
  readonly secret?: SecretModel;
  /** By name. */
  readonly federatedCredentials: Readonly<Record<string, FederatedCredentialModel>>;
}

/** A client secret at Microsoft. Another generation is another secret, and the one before stays until config drops it. */
export interface SecretModel {
  /** What stands beside the secret in the portal. */
  readonly description?: string;
  readonly generation: string;
  /** The generation before, which stays valid while consumers change over. */
  readonly previousGeneration?: string;
  readonly expires: SecretExpiry;
}

/** From when the secret was made; or a moment in ISO 8601, UTC. */
export type SecretExpiry = { readonly afterDays: number } | { readonly at: string };

/** Whose tokens count instead of a secret (workload identity federation). */
export interface FederatedCredentialModel {
  readonly issuer: string;
  readonly subject: string;
  /** `api://AzureADTokenExchange` unless the config says otherwise. */
  readonly audience: string;
  readonly description?: string;
}

export interface ScopeModel {
  readonly description?: string;
  readonly displayName?: string;
  /** Granted when a request names no scope, within what the matching access rule allows. */
  readonly default: boolean;
}

export type ClientAuthentication = "client_secret_basic" | "client_secret_post" | "private_key_jwt";

/** A public JSON Web Key of a client that authenticates with private_key_jwt. */
export type PublicJwk = Readonly<Record<string, unknown>> & { readonly kty: string; readonly kid: string };

export interface ClientModel {
  readonly label?: string;
  /** What the client asks for, sorted. */
  readonly scopes: readonly string[];
  readonly authentication: ClientAuthentication;
  readonly jwks?: readonly PublicJwk[];
  readonly jwksUri?: string;
}

export interface AccessPolicyModel {
  readonly name: string;
  readonly description: string;
  /** From 1. */
  readonly priority: number;
  /** `"all"` is every application of the Okta organisation, declared here or not. */
  readonly clients: "all" | readonly string[];
  /** In order of priority. */
  readonly rules: readonly AccessRuleModel[];
}

export interface AccessRuleModel {
  readonly name: string;
  /** From 1. */
  readonly priority: number;
  /** `"all"` is every scope of the server, those added by hand included. */
  readonly scopes: "all" | readonly string[];
  /** 5 to 1440. */
  readonly accessTokenMinutes: number;
}

export interface ApiModel {
  readonly description?: string;
  /** In order of their keys. */
  readonly routes: readonly RouteModel[];
  /** Lambda functions by name; a function without code of its own is the built-in one that answers with the claims. */
  readonly functions: Readonly<Record<string, FunctionModel>>;
  readonly accessLogs: { readonly retentionDays: number };
  /** APIs that this one knowingly shares its tokens with. */
  readonly sharesTokensWith: readonly string[];
  /** There where a route asks for it. */
  readonly lambdaAuthorizer?: LambdaAuthorizerModel;
}

export interface LambdaAuthorizerModel {
  /** How long API Gateway keeps an answer: a token that was revoked or expired still passes that long. 0 to 3600; 0 is no caching. */
  readonly cacheSeconds: number;
}

export interface RouteModel {
  /** `METHOD /path` or `$default`, as API Gateway writes it. */
  readonly key: string;
  readonly access: RouteAccess;
  readonly backend: RouteBackend;
  readonly probe?: RouteProbe;
}

export type RouteAccess =
  | { readonly kind: "public" }
  /** Scopes are OR: one of them is enough. None at all admits every token that the issuer signs for the audience. */
  | { readonly kind: "jwt"; readonly issuer: string; readonly scopes: readonly string[] }
  /** The API's Lambda authorizer decides: any of these is enough. In order of the issuers' names, at least one. */
  | { readonly kind: "lambda"; readonly admits: readonly TokenRequirement[] };

/** Which tokens of an issuer a route admits. */
export interface TokenRequirement {
  readonly issuer: string;
  /** Looked for in `scope` or `scp`; one of them is enough. Sorted. */
  readonly scopes: readonly string[];
  /** Looked for in `roles`; one of them is enough. Sorted. At most one of the two lists has entries; none admits every token. */
  readonly roles: readonly string[];
}

export type RouteBackend =
  { readonly kind: "lambda"; readonly function: string } | { readonly kind: "http"; readonly url: string };

/** How verify may call a route that is neither GET nor HEAD with an admitted token. */
export interface RouteProbe {
  /** The path to call, path parameters filled in; by default the route's own path. */
  readonly path?: string;
  readonly method?: string;
  readonly body?: string;
  readonly contentType?: string;
  /** The backend's expected status; by default anything but 401 and 403. */
  readonly expectStatus?: number;
}

export interface FunctionModel {
  /** A folder, relative to the project, that holds the code. */
  readonly code?: string;
  /** By default `index.handler`. */
  readonly handler?: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Fortanix Key Insight, onboarding an AWS connection with the client credentials flow. */
export interface KeyInsightModel {
  readonly kind: "fortanix-key-insight";
  readonly issuer: string;
  readonly client: string;
}

/** JumpCloud, signing people in with the company's Entra ID tenant. */
export interface JumpCloudFederationModel {
  readonly kind: "jumpcloud-federation";
  /** JumpCloud as an application of the Entra tenant. */
  readonly application: EntraApplicationModel;
  /** The identity provider's name in JumpCloud. */
  readonly identityProviderName: string;
  /** Whether the organisation's one identity provider, where there is one already, is taken over. */
  readonly adoptIdentityProvider: boolean;
  /** The JumpCloud user group that the routing policy names. */
  readonly group: string;
  /** The Entra tenant's verified domains that people's names may end in. Sorted. */
  readonly domains: readonly string[];
  /** By name. More of them may come by `provision`. */
  readonly people: Readonly<Record<string, FederatedPersonModel>>;
}

/** A web application that people of the tenant sign in to with ID tokens. */
export interface EntraApplicationModel {
  /** The display name. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** Of the ID token; sorted. */
  readonly optionalClaims: readonly string[];
  /** Object ids of users or service principals. Sorted. */
  readonly owners: readonly string[];
  readonly secret: SecretModel;
  readonly federatedCredentials: Readonly<Record<string, FederatedCredentialModel>>;
}

/** A person with an account in Entra ID, whose mail is their user principal name. */
export interface FederatedPersonModel {
  /** The same as the company email in JumpCloud. */
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName?: string;
  readonly surname?: string;
  /** Derived from the user principal name unless the config says otherwise. */
  readonly mailNickname: string;
  /** The account in JumpCloud with this company email: there already, declared here too, or none at all. */
  readonly jumpcloud: "existing" | "declared" | "none";
  /** Whether the person is declared a member of the routed group. */
  readonly routed: boolean;
}

/** The customer portal of Jira Service Management, whose plugin signs customers in with a user pool. */
export interface JiraServiceManagementModel {
  readonly kind: "jira-service-management";
  /** Of kind cognito. */
  readonly issuer: string;
  /** An interactive client of the issuer. */
  readonly client: string;
  /** Where customers go. */
  readonly portalUrl: string;
  /** The plugin's, among the client's callback URLs. */
  readonly callbackUrl: string;
  /** Where customers come to after signing out, among the client's logout URLs. */
  readonly logoutUrl: string;
  /** What the plugin asks for, `openid` among them, in the order in which it does. */
  readonly scopes: readonly string[];
  /** Fields of a customer in Jira, each with the claim that it is taken from. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** S3 Access Grants for people who signed in at an issuer that IAM Identity Center trusts. */
export interface S3AccessGrantsModel {
  readonly kind: "s3-access-grants";
  /** Of kind jumpcloud. */
  readonly issuer: string;
  /** A client of the issuer: its id is the audience that the grant of the Identity Center application names. */
  readonly client: string;
  readonly identityCenter: IdentityCenterModel;
  /** Who may exchange tokens: IAM principals by ARN; `account` is everyone in the account whom IAM policies let. Sorted. */
  readonly callers: "account" | readonly string[];
  /** Whether the account's Access Grants instance of the region is there already and is taken over, not made. */
  readonly adoptInstance: boolean;
  readonly locations: Readonly<Record<string, GrantsLocationModel>>;
  readonly grants: Readonly<Record<string, AccessGrantModel>>;
}

export interface IdentityCenterModel {
  /** Without it, the region's only one. */
  readonly instanceArn?: string;
  readonly applicationName: string;
  readonly trustedTokenIssuerName: string;
  /** Whether a trusted token issuer with this issuer URL, where there is one already, is taken over. */
  readonly adoptTrustedTokenIssuer: boolean;
  /** Which users and groups (by name, below) may exchange; not required lets every user of the instance do it. */
  readonly assignment:
    | { readonly required: false }
    | { readonly required: true; readonly users: readonly string[]; readonly groups: readonly string[] };
  readonly users: Readonly<Record<string, DirectoryUserModel>>;
  readonly groups: Readonly<Record<string, DirectoryGroupModel>>;
}

/** A user of Identity Center; one that SCIM brings is adopted. */
export interface DirectoryUserModel {
  readonly source: "adopted" | "declared";
  /** The user's only email, in lower case: what the trusted token issuer compares the claim `email` with. */
  readonly email: string;
  /** The user name in Identity Center; the email unless the config says otherwise. */
  readonly userName: string;
  /** Of a declared user. */
  readonly displayName?: string;
  readonly givenName?: string;
  readonly surname?: string;
}

export interface DirectoryGroupModel {
  readonly source: "adopted" | "declared";
  readonly displayName: string;
  readonly description?: string;
  /** Users, by name, of a declared group. Sorted; empty for an adopted one. */
  readonly members: readonly string[];
}

/** A place in S3 that grants are made of. */
export interface GrantsLocationModel {
  readonly bucket: string;
  /** Whether the bucket is made with the stack. */
  readonly createBucket: boolean;
  /** A prefix with its slash, such as `reports/`; empty for the whole bucket. */
  readonly prefix: string;
}

export interface AccessGrantModel {
  readonly location: string;
  /** Below the location: a prefix that ends in `*`, such as `team-a/*`, or one object. */
  readonly subPrefix: string;
  readonly grantee: { readonly user: string } | { readonly group: string };
  readonly permission: "READ" | "WRITE" | "READWRITE";
}

/** Closed over the kinds of relying party. */
export type RelyingPartyModel =
  KeyInsightModel | JumpCloudFederationModel | JiraServiceManagementModel | S3AccessGrantsModel;
