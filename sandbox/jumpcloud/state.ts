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

/** An application of API version 1, as the console made it. */
export interface Application {
  readonly id: string;
  rest: Fields;
}

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
  /** In epoch seconds. */
  readonly expires: number;
}

export interface Session {
  readonly userId: string;
  /** In epoch seconds. */
  readonly expires: number;
}
