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

/** Closed over the kinds of identity provider; another provider is another member. */
export type IssuerModel = OktaIssuerModel;

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
  | { readonly kind: "jwt"; readonly issuer: string; readonly scopes: readonly string[] };

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

/** Closed over the kinds of relying party. */
export type RelyingPartyModel = KeyInsightModel;
