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
