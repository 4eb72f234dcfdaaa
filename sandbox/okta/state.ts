import type { JWK } from "jose";

/** What Okta remembers. Plain JSON: it is kept in the sandbox's state file. */
export interface OktaState {
  /** By host (`acme-dev.okta.com`): an org knows nothing of another. */
  readonly orgs: Record<string, Org>;
}

/** `created` and `lastUpdated` are in Okta's form, whole seconds in UTC. */
export interface Org {
  readonly id: string;
  readonly created: string;
  /** The administrator to whom the API token belongs. */
  readonly adminId: string;
  readonly everyoneGroupId: string;
  /** The key of the org's own authorization server; applications name it. */
  readonly signingKey: SigningKey;
  readonly profileEnrollmentPolicyId: string;
  readonly appSignInPolicies: AppSignInPolicy[];
  readonly servers: AuthorizationServer[];
  readonly apps: App[];
  /** Client assertions seen, until they expire: client id and `jti` to `exp` in seconds. */
  readonly usedAssertions: Record<string, number>;
  /** Of an older state there are none yet: `peopleOf` makes them. */
  people?: People;
}

/** Who signs in to an org, and their sign-ins. */
export interface People {
  readonly users: User[];
  /** Those that were made in Okta: everyone's group is the org's own. */
  readonly groups: Group[];
  /** Of the org's own access tokens, which nobody else can verify. */
  readonly accessTokenKey: SigningKey;
  /** By the browser's cookie. */
  readonly sessions: Record<string, Session>;
  readonly codes: Record<string, AuthorizationCode>;
}

/** Of the statuses that Okta has, those that the sandbox's people get into. */
export type UserStatus = "STAGED" | "PROVISIONED" | "ACTIVE" | "DEPROVISIONED";

export interface User {
  readonly id: string;
  readonly created: string;
  status: UserStatus;
  activated: string | null;
  statusChanged: string;
  lastLogin: string | null;
  lastUpdated: string;
  passwordChanged: string | null;
  /** Those that say something, as Okta names them. */
  readonly profile: UserProfile;
  password?: string;
}

export interface UserProfile {
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly [attribute: string]: unknown;
}

export interface Group {
  readonly id: string;
  readonly created: string;
  readonly lastUpdated: string;
  lastMembershipUpdated: string;
  readonly name: string;
  readonly description: string;
  /** Ids of users. */
  readonly members: string[];
}

/** Times in seconds since 1970. */
export interface Session {
  readonly userId: string;
  readonly authTime: number;
  readonly expires: number;
}

/** An authorization code; times in seconds since 1970. */
export interface AuthorizationCode {
  readonly clientId: string;
  /** Of a custom authorization server; the org's own has none. */
  readonly serverId?: string;
  readonly userId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly accessTokenMinutes: number;
  readonly authTime: number;
  readonly nonce?: string;
  readonly codeChallenge?: string;
  readonly expires: number;
}

export type Status = "ACTIVE" | "INACTIVE";

/** A policy that decides how people sign in to an application; a service app has one too and never asks it. */
export interface AppSignInPolicy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly system: boolean;
  readonly created: string;
}

export interface AuthorizationServer {
  readonly id: string;
  /** The org's own `default` server, which is also addressed by that name. */
  readonly default: boolean;
  readonly created: string;
  lastUpdated: string;
  name: string;
  description: string;
  audiences: string[];
  issuerMode: "ORG_URL" | "DYNAMIC";
  status: Status;
  rotationMode: "AUTO" | "MANUAL";
  lastRotated: string;
  keys: SigningKey[];
  readonly scopes: Scope[];
  readonly claims: Claim[];
  /** In order of priority: the first has priority 1. */
  readonly policies: Policy[];
  /** Ids of servers whose tokens can be exchanged for this one's. */
  trusted?: string[];
}

export interface SigningKey {
  readonly kid: string;
  status: "ACTIVE" | "EXPIRED";
  /** Made when it is first needed. */
  privateJwk?: JWK;
}

export interface Scope {
  readonly id: string;
  readonly system: boolean;
  name: string;
  displayName: string | null;
  description: string | null;
  metadataPublish: "ALL_CLIENTS" | "NO_CLIENTS";
  consent: "IMPLICIT" | "REQUIRED" | "FLEXIBLE";
  optional: boolean;
  default: boolean;
}

export interface Claim {
  readonly id: string;
  readonly system: boolean;
  name: string;
  status: Status;
  claimType: "RESOURCE" | "IDENTITY";
  valueType: "EXPRESSION" | "GROUPS" | "SYSTEM";
  value: string;
  groupFilterType?: "STARTS_WITH" | "EQUALS" | "CONTAINS" | "REGEX";
  alwaysIncludeInToken: boolean;
  scopes: string[];
}

export interface Policy {
  readonly id: string;
  readonly system: boolean;
  readonly created: string;
  lastUpdated: string;
  name: string;
  description: string | null;
  status: Status;
  /** Client ids, or `ALL_CLIENTS`. */
  clients: string[];
  /** In order of priority: the first has priority 1. */
  readonly rules: Rule[];
}

export interface Rule {
  readonly id: string;
  readonly system: boolean;
  readonly created: string;
  lastUpdated: string;
  name: string;
  status: Status;
  users: { include?: string[]; exclude: string[] };
  groups: { include: string[]; exclude?: string[] };
  grantTypes: string[];
  /** Names, or `*`. */
  scopes: string[];
  accessTokenLifetimeMinutes: number;
  refreshTokenLifetimeMinutes: number;
  refreshTokenWindowMinutes: number;
}

export type TokenEndpointAuthMethod =
  "client_secret_basic" | "client_secret_post" | "client_secret_jwt" | "private_key_jwt";

/** An OpenID Connect application. */
export interface App {
  readonly id: string;
  readonly clientId: string;
  readonly created: string;
  /** `service` (the console's "API Services") unless told otherwise. */
  readonly applicationType?: ApplicationType;
  /** Who may sign in, where there is anybody: by group and by person. */
  groupAssignments?: GroupAssignment[];
  userAssignments?: UserAssignment[];
  /** Of scopes of Okta's own API. */
  grants?: ScopeGrant[];
  lastUpdated: string;
  label: string;
  status: Status;
  signInPolicyId: string;
  authMethod: TokenEndpointAuthMethod;
  autoKeyRotation: boolean;
  pkceRequired: boolean;
  secrets: ClientSecret[];
  keys: ClientKey[];
  jwksUri?: string;
  grantTypes: string[];
  responseTypes: string[];
  dpopBoundAccessTokens: boolean;
  /** Everything else that a client sets and reads back, as Okta shows it. */
  rest: AppRest;
}

export type ApplicationType = "service" | "web";

/** Its id is the group's. */
export interface GroupAssignment {
  readonly id: string;
  readonly lastUpdated: string;
  readonly priority: number;
  readonly profile: Record<string, unknown>;
}

/** Its id is the user's. */
export interface UserAssignment {
  readonly id: string;
  readonly created: string;
}

export interface ScopeGrant {
  readonly id: string;
  readonly scopeId: string;
  readonly created: string;
}

/** The parts of an application that decide nothing about its tokens. */
export interface AppRest {
  accessibility: Record<string, unknown>;
  visibility: Record<string, unknown>;
  userNameTemplate: Record<string, unknown>;
  app: Record<string, unknown>;
  implicitAssignment: boolean;
  notes: Record<string, unknown>;
  oauthClient: Record<string, unknown>;
  profile?: Record<string, unknown>;
}

export interface ClientSecret {
  readonly id: string;
  readonly created: string;
  lastUpdated: string;
  value: string;
  status: Status;
}

/** A public key of a client. */
export interface ClientKey {
  readonly id: string;
  readonly jwk: JWK;
  readonly status: Status;
}
