import type { JWTPayload } from "jose";

/** What an issuer gave for a sign-in, or for a refresh token. All of it that is a token is a secret. */
export interface SignedIn {
  /** Validated: signature, issuer, audience, times, and what ties it to this sign-in. */
  readonly idToken: string;
  /** The ID token's. */
  readonly claims: JWTPayload & { readonly sub: string };
  /** When the ID token ends. */
  readonly idTokenExpires: Date;
  readonly accessToken: string;
  /** Undefined where the issuer does not say. */
  readonly accessTokenExpires: Date | undefined;
  /** Undefined where the issuer gave none. */
  readonly refreshToken: string | undefined;
  /** What was granted, as the issuer says; what was asked for where it says nothing (RFC 6749, section 5.1). */
  readonly scopes: readonly string[];
}
