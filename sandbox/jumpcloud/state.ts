import type { JWK } from "jose";
import type { RegionName } from "./hosts.ts";

/** What JumpCloud remembers: one organisation in each region. Plain JSON, kept in the sandbox's state file. */
export interface JumpCloudState {
  readonly organizations: Partial<Record<RegionName, Organization>>;
  /** Access tokens of service accounts, by the SHA-256 of their value. */
  readonly accessTokens: Record<string, AccessToken>;
}

export interface AccessToken {
  /** In epoch seconds. */
  readonly expires: number;
}

export interface Organization {
  readonly id: string;
  readonly users: User[];
  readonly groups: UserGroup[];
  readonly applications: Application[];
  readonly identityProviders: IdentityProvider[];
  readonly routingPolicies: RoutingPolicy[];
  /** Sign-ins that were sent to an identity provider and are not back yet, by `state`. */
  readonly signIns: Record<string, SignIn>;
  /** People who are signed in to the user portal, by the session cookie's value. */
  readonly sessions: Record<string, Session>;
  /** Made when somebody first asks for it. */
  issuer?: OpenIdIssuer;
}

/** What clients send and get back without the sandbox looking at it. */
export type Fields = Record<string, unknown>;

/** A system user of API version 1. */
export interface User {
  readonly id: string;
  readonly created: string;
  username: string;
  /** The company email. */
  email: string;
  suspended: boolean;
  activated: boolean;
  /** JumpCloud's own, of people who are activated; never shown. */
  password?: string;
  rest: Fields;
}

/** A user group of API version 2. */
export interface UserGroup {
  readonly id: string;
  name: string;
  description: string;
  rest: Fields;
  /** Ids of users. */
  members: string[];
  /** Ids of applications. */
  applications: string[];
}

/** An application of API version 1, as the console or a call made it. */
export interface Application {
  readonly id: string;
  rest: Fields;
  /** As the issuer knows it; those of an older state file have none. */
  client?: ApplicationClient;
  /** Which standard scopes have claims, and under which names; without it, none has. */
  attributeMapping?: AttributeMapping;
}

export interface ApplicationClient {
  readonly id: string;
  /** Kept here alone: it is told once. A client that authenticates by PKCE alone has none. */
  readonly secret?: string;
}

/** By standard scope; in each, the claim's name by the attribute's, where the two differ. */
export type AttributeMapping = Partial<Record<"email" | "profile", Readonly<Record<string, string>>>>;

export const identityProviderTypes = ["OIDC", "GOOGLE", "OKTA", "AZURE"] as const;

export interface IdentityProvider {
  readonly id: string;
  name: string;
  type: (typeof identityProviderTypes)[number];
  oidc: {
    clientId: string;
    /** Kept here alone: the API shows it blank. */
    clientSecret: string;
    url: string;
  };
}

/** Which groups sign in at the identity provider; made in the Admin Portal alone. */
export interface RoutingPolicy {
  readonly name: string;
  identityProviderId: string;
  groupIds: string[];
}

export interface SignIn {
  readonly userId: string;
  readonly identityProviderId: string;
  readonly nonce: string;
  /** The value of the cookie of the browser that began it. */
  readonly browser: string;
  /** Of the authorization request that it is for; without one, it ends at the user console. */
  readonly loginChallenge?: string;
  /** In epoch seconds. */
  readonly expires: number;
}

export interface Session {
  readonly userId: string;
  /** In epoch seconds. */
  readonly expires: number;
  /** When the person signed in, in epoch seconds; absent in an older state file. */
  readonly authTime?: number;
}

/** The OpenID Connect issuer of a region. Values that open something are kept as their SHA-256 alone. */
export interface OpenIdIssuer {
  signingKey?: SigningKey;
  /** Authorization requests that wait for a sign-in, by login challenge. */
  readonly logins: Record<string, Login>;
  /** Those that somebody signed in for, by login verifier. */
  readonly accepted: Record<string, AcceptedLogin>;
  readonly codes: Record<string, AuthorizationCode>;
  readonly accessTokens: Record<string, Grant>;
  readonly refreshTokens: Record<string, RefreshToken>;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateJwk: JWK;
}

export interface Login {
  /** Of the authorization request, without its `?`. */
  readonly query: string;
  /** The value of the cookie of the browser that began it. */
  readonly browser: string;
  /** When it was asked, in epoch seconds. */
  readonly requestedAt: number;
  /** In epoch seconds. */
  readonly expires: number;
}

export interface AcceptedLogin extends Login {
  readonly userId: string;
  /** Of the sign-in, in epoch seconds. */
  readonly authTime: number;
}

/** What a person let a client have. */
export interface Grant {
  /** One for all that came of an authorization. */
  readonly id: string;
  readonly clientId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  /** Of the sign-in, in epoch seconds. */
  readonly authTime: number;
  /** Of the authorization request, in epoch seconds. */
  readonly requestedAt: number;
  /** In epoch seconds. */
  readonly expires: number;
}

export interface AuthorizationCode extends Grant {
  readonly redirectUri: string;
  readonly nonce?: string;
  /** Of the method S256. */
  readonly codeChallenge?: string;
  used: boolean;
}

export interface RefreshToken extends Grant {
  used: boolean;
}
