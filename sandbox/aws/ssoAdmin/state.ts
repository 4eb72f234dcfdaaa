import type { IdentityStore } from "../identityStore/state.ts";

/** A region's IAM Identity Center instance. Timestamps are in epoch seconds, ids without what stands before them in ARNs. */
export interface IdentityCenter {
  /** `ssoins-{16 characters}`. */
  readonly instanceId: string;
  readonly created: number;
  tags: Record<string, string>;
  readonly store: IdentityStore;
  readonly trustedTokenIssuers: TrustedTokenIssuer[];
  readonly applications: Application[];
  /** Requests that must not be carried out twice, by client token. */
  readonly clientTokens: Record<string, ClientToken>;
  /** Assertions that were exchanged, as `{trusted token issuer} {jti}`, with the second until which that has to be remembered. */
  readonly exchanged: Record<string, number>;
  /** Made when the first token is signed. */
  signingKey?: SigningKey;
}

export interface TrustedTokenIssuer {
  /** `tti-{uuid}`. */
  readonly id: string;
  name: string;
  readonly issuerUrl: string;
  claimAttributePath: string;
  identityStoreAttributePath: string;
  tags: Record<string, string>;
}

export interface Application {
  /** `apl-{16 characters}`. */
  readonly id: string;
  readonly providerArn: string;
  readonly created: number;
  name: string;
  description: string | undefined;
  status: "ENABLED" | "DISABLED";
  portalOptions: PortalOptions;
  assignmentRequired: boolean;
  /** Authorized targets by scope. */
  scopes: Record<string, readonly string[]>;
  /** The member of the API's `Grant` union, by grant type. */
  grants: Record<string, GrantSettings>;
  /** The policy that says who may act for the application, as JSON. */
  actorPolicy: string | undefined;
  readonly assignments: Assignment[];
  tags: Record<string, string>;
}

export interface PortalOptions {
  readonly Visibility: "ENABLED" | "DISABLED";
  readonly SignInOptions?: {
    readonly Origin: "IDENTITY_CENTER" | "APPLICATION";
    readonly ApplicationUrl?: string | undefined;
  };
}

/** One member: `JwtBearer`, `AuthorizationCode`, `RefreshToken` or `TokenExchange`. */
export interface GrantSettings {
  readonly JwtBearer?: {
    readonly AuthorizedTokenIssuers: readonly {
      readonly TrustedTokenIssuerArn: string;
      readonly AuthorizedAudiences: readonly string[];
    }[];
  };
  readonly AuthorizationCode?: { readonly RedirectUris: readonly string[] };
  readonly RefreshToken?: Record<string, never>;
  readonly TokenExchange?: Record<string, never>;
}

export interface Assignment {
  readonly principalId: string;
  readonly principalType: "USER" | "GROUP";
}

export interface ClientToken {
  /** The digest of the operation and its other members. */
  readonly request: string;
  /** The ARN of what was made. */
  readonly arn: string;
  readonly expires: number;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateJwk: Record<string, unknown>;
}
