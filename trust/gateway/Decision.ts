import type { JWK } from "jose";

/** A JWT authorizer on a route: what API Gateway is configured with. */
export interface JwtAuthorizerConfig {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** The route's scopes; none means that no scope is asked for. */
  readonly scopes: readonly string[];
}

/** The checks in the order in which the JWT authorizer makes them. */
export type AuthorizerCheck =
  | "identity-source"
  | "structure"
  | "algorithm"
  | "discovery"
  | "jwks"
  | "key-id"
  | "signature"
  | "issuer"
  | "audience"
  | "expiry"
  | "not-before"
  | "issued-at"
  | "scope";

/** Where the issuer's documents come from: the network, or files. */
export interface IssuerDocuments {
  /**
   * The discovery document under an issuer (`{issuer}/.well-known/openid-configuration`), parsed.
   * Rejects when there is none: the authorizer answers that with a 401.
   */
  discovery(issuer: string): Promise<Readonly<Record<string, unknown>>>;
  /** The key set at a `jwks_uri`. Rejects when there is none. */
  jwks(jwksUri: string): Promise<{ readonly keys: readonly JWK[] }>;
}

export type Claims = Readonly<Record<string, unknown>>;

export interface Admitted {
  readonly admitted: true;
  readonly claims: Claims;
  /** The route's scopes that the token holds; null where the route asks for none. */
  readonly matchedScopes: readonly string[] | null;
}

export interface Refused {
  readonly admitted: false;
  readonly status: 401 | 403;
  readonly check: AuthorizerCheck;
  /** The `www-authenticate` header's value; absent on a 403. */
  readonly wwwAuthenticate?: string;
  /** The text that API Gateway puts into `error_description`, where it puts one. */
  readonly errorDescription?: string;
  /** What the authorizer wanted and what the token had; never the token itself. */
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** What the JWT authorizer answers, and which check decided. */
export type Decision = Admitted | Refused;
