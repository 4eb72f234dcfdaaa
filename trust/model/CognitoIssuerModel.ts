import type { PoolFederationModel } from "./PoolFederationModel.ts";

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
