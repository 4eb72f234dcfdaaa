import type { JWK } from "jose";

/** What the Lambda authorizer decides by: the file `config.json` beside its code. */
export interface AccessTable {
  /** By the names of the config. */
  readonly issuers: Readonly<Record<string, AccessIssuer>>;
  /** By route key: what opens the route, any one of them. A route that is not here is closed. */
  readonly routes: Readonly<Record<string, readonly AccessRequirement[]>>;
}

export interface AccessIssuer {
  /** The exact `iss` of the tokens. */
  readonly iss: string;
  readonly audiences: readonly string[];
  /** Names the key set. */
  readonly discoveryUrl: string;
  /** The claim of access tokens that names the client that asked for them; ID tokens have none. */
  readonly clientIdClaim: string;
}

export interface AccessRequirement {
  /** A name among the table's issuers. */
  readonly issuer: string;
  /** One of them has to be in `scope` or `scp`. */
  readonly scopes: readonly string[];
  /** One of them has to be in `roles`. */
  readonly roles: readonly string[];
}

/** The checks in the order in which the Lambda authorizer makes them. */
export type AccessCheck =
  | "route"
  | "identity-source"
  | "structure"
  | "algorithm"
  | "issuer"
  | "audience"
  | "discovery"
  | "jwks"
  | "key-id"
  | "signature"
  | "expiry"
  | "not-before"
  | "issued-at"
  | "scope"
  | "role"
  | "client";

export interface AdmittedAccess {
  readonly admitted: true;
  /** The name of the token's issuer in the config. */
  readonly issuer: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** The requirement's scopes or roles that the token holds; null where none is asked for. */
  readonly matched: readonly string[] | null;
  /** Absent where the token names no client. */
  readonly client?: string;
}

export interface RefusedAccess {
  readonly admitted: false;
  readonly check: AccessCheck;
  /** What the check wanted and what the token had; never the token itself. */
  readonly expected?: unknown;
  readonly actual?: unknown;
  /** The name of the issuer that the token was taken to be of. */
  readonly issuer?: string;
  /** Absent where the signature did not hold, or was not reached: what the token says is then anybody's word. */
  readonly bearer?: Bearer;
}

/** Who a token whose signature held is of. */
export interface Bearer {
  readonly iss: string;
  readonly sub?: string;
  readonly client?: string;
}

/**
 * Finds an issuer's key. Throws a Refusal (`discovery`, `jwks` or `key-id`) where there is none; anything else that it
 * throws is passed on.
 */
export type FindKey = (issuer: AccessIssuer, kid: unknown) => Promise<JWK>;

/**
 * Decides on a request.
 * @param authorization the value of the header Authorization
 * @param now in seconds since 1970
 */
export function decideAccess(
  authorization: string | undefined,
  routeKey: string,
  table: AccessTable,
  findKey: FindKey,
  now: number,
): Promise<AdmittedAccess | RefusedAccess>;
