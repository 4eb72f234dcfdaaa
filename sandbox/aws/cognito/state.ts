import type { JWK } from "jose";
import type { AppClientSettings } from "./idp/appClientSettings.ts";
import type { UserPoolSettings } from "./idp/userPoolSettings.ts";

/** A user pool of a region. Property names are the API's (Amazon Cognito user pools API reference), timestamps in seconds. */
export interface UserPool {
  /** `{region}_{9 letters and digits}`. */
  readonly id: string;
  readonly created: number;
  lastModified: number;
  name: string;
  /** As CreateUserPool and UpdateUserPool took it, defaults filled in: Policies, MfaConfiguration, AccountRecoverySetting, … */
  settings: UserPoolSettings;
  /** Whether an authenticator app is a second factor of the pool. */
  softwareTokenMfa?: boolean;
  /** Which of `email`, `phone_number` are user names; fixed at creation. */
  readonly usernameAttributes: readonly string[];
  readonly aliasAttributes: readonly string[];
  readonly usernameCaseSensitive: boolean;
  /** Standard and custom attributes, `custom:` in front of the latter's names. */
  schema: SchemaAttribute[];
  deletionProtection: "ACTIVE" | "INACTIVE";
  tags: Record<string, string>;
  domain?: Domain;
  customDomain?: Domain;
  /** By identifier. */
  readonly resourceServers: Record<string, ResourceServer>;
  /** By client id. */
  readonly clients: Record<string, AppClient>;
  /** By name. */
  readonly groups: Record<string, Group>;
  /** By name, such as an OIDC provider's. */
  readonly identityProviders: Record<string, IdentityProvider>;
  /** By `sub`. */
  readonly users: Record<string, User>;
  /** By branding id. */
  readonly brandings: Record<string, ManagedLoginBranding>;
  /** Made when it is first needed: ID tokens and access tokens have keys of their own. */
  idTokenKey?: SigningKey;
  accessTokenKey?: SigningKey;
  /** Authorization codes, by code. */
  readonly codes: Record<string, AuthorizationCode>;
  /** Refresh tokens, by the digest of the token. */
  readonly refreshTokens: Record<string, RefreshToken>;
  /** Sign-ins by the API that wait for an answer, by the digest of their session. */
  challenges?: Record<string, Challenge>;
  /** Signed-in browsers of the domain, by the session cookie's value. */
  readonly sessions: Record<string, Session>;
  /** Sign-ins at the domain that wait for a new password, by a value that the page's form carries. */
  passwordChanges?: Record<string, PasswordChange>;
  /** Sign-ins that are on their way through another identity provider, by the `state` sent to it. */
  federatedSignIns?: Record<string, FederatedSignIn>;
  /** `origin_jti`s whose tokens were revoked, with the second until which that has to be remembered. */
  readonly revoked: Record<string, number>;
}

export interface SchemaAttribute {
  readonly name: string;
  readonly dataType: "String" | "Number" | "DateTime" | "Boolean";
  readonly mutable: boolean;
  readonly required: boolean;
  readonly constraints: Record<string, unknown>;
}

export interface Domain {
  /** The prefix, or the whole custom domain. */
  readonly domain: string;
  /** Of a custom domain. */
  certificateArn?: string;
  /** 1 is the classic hosted UI, 2 managed login. */
  managedLoginVersion: 1 | 2;
  readonly created: number;
}

export interface ResourceServer {
  readonly identifier: string;
  name: string;
  scopes: { name: string; description: string }[];
}

export interface AppClient {
  readonly clientId: string;
  readonly created: number;
  lastModified: number;
  name: string;
  /** One or two; none for a public client. Values stay here. */
  secrets: ClientSecret[];
  /** As CreateUserPoolClient and UpdateUserPoolClient took it, defaults filled in: ExplicitAuthFlows, CallbackURLs, … */
  settings: AppClientSettings;
}

export interface ClientSecret {
  readonly id: string;
  readonly value: string;
  readonly created: number;
}

export interface Group {
  readonly name: string;
  description: string | undefined;
  precedence: number | undefined;
  roleArn: string | undefined;
  readonly created: number;
  lastModified: number;
  /** `sub`s. */
  members: string[];
}

export interface IdentityProvider {
  readonly name: string;
  /** `OIDC`: the sandbox has no other. */
  readonly type: string;
  details: Record<string, string>;
  attributeMapping: Record<string, string>;
  identifiers: string[];
  readonly created: number;
  lastModified: number;
}

export interface User {
  readonly sub: string;
  /** What was given as the user name; with `usernameAttributes` the API shows `sub` as the name. */
  readonly username: string;
  readonly created: number;
  lastModified: number;
  enabled: boolean;
  status: "FORCE_CHANGE_PASSWORD" | "CONFIRMED" | "UNCONFIRMED" | "RESET_REQUIRED" | "EXTERNAL_PROVIDER";
  attributes: Record<string, string>;
  /** Absent for federated users. */
  password?: { readonly value: string; readonly temporary: boolean; readonly set: number };
  /** Failed attempts in a row, and until when the user has to wait. */
  failures?: { count: number; until: number };
  /** Before this second tokens are void (AdminUserGlobalSignOut). */
  signedOutBefore?: number;
}

export interface ManagedLoginBranding {
  readonly id: string;
  readonly clientId: string;
  /** Whether the style is AWS's own; otherwise `settings` has what was changed of it. */
  useCognitoProvidedValues: boolean;
  settings: Record<string, unknown>;
  readonly created: number;
  lastModified: number;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateJwk: JWK;
}

export interface AuthorizationCode {
  readonly clientId: string;
  readonly sub: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce?: string;
  readonly codeChallenge?: string;
  /** The audience that the access token was asked for. */
  readonly resource?: string;
  readonly authTime: number;
  /** In epoch seconds. */
  readonly expires: number;
  used: boolean;
  /** Of the tokens that it was redeemed for: a code that comes again revokes them. */
  originJti?: string;
}

export interface RefreshToken {
  readonly clientId: string;
  readonly sub: string;
  readonly scopes: readonly string[];
  readonly resource?: string;
  readonly authTime: number;
  readonly originJti: string;
  readonly expires: number;
}

export interface Session {
  readonly sub: string;
  readonly authTime: number;
  readonly expires: number;
}

export interface PasswordChange {
  readonly sub: string;
  readonly expires: number;
}

export interface FederatedSignIn {
  readonly provider: string;
  /** The authorization request that it is for, as a query. */
  readonly query: string;
  readonly nonce: string;
  /** The value of the cookie of the browser that began. */
  readonly browser: string;
  readonly expires: number;
}

export interface Challenge {
  readonly clientId: string;
  readonly sub: string;
  /** In epoch seconds. */
  readonly expires: number;
}
