import type { LoginAuthentication, LoginTarget } from "./LoginTarget.ts";

type Kind = LoginTarget["kind"];

/** Whether a URL leads to this machine and nowhere else; what signs in there needs no certificate (RFC 8252, section 7.3). */
export function isLoopback(uri: string): boolean {
  return URL.canParse(uri) && loopback.test(uri);
}

/** Written out, as it is compared as a text; without a fragment, which no redirect URI has (RFC 6749, section 3.1.2). */
const loopback = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::[1-9]\d*)?(?:[/?][^#\s\\]*)?$/i;

/**
 * Whether the identity provider takes any port of a redirect URI that is registered without one (Microsoft identity
 * platform, "Redirect URI restrictions, localhost exceptions"; Azure AD B2C, "Add a native client application").
 */
export function takesAnyPort(kind: Kind, redirectUri: string): boolean {
  return (kind === "entra" || kind === "b2c") && /^http:\/\/localhost(?![^/?])/.test(redirectUri);
}

/** How a client with a secret shows it: what its vendor's own guides do; JumpCloud's application is declared that way. */
export function authenticationOf(kind: Kind, hasSecret: boolean): LoginAuthentication {
  if (!hasSecret) return "none";
  return kind === "cognito" || kind === "okta" ? "client_secret_basic" : "client_secret_post";
}

/**
 * What is asked for unless the user says something else: `openid` and what the client has. A refresh token is asked for where
 * it is to be kept alone; Cognito gives one unasked, and does not know the scope.
 * JumpCloud: "SSO with OIDC", standard scopes, with the grant type Refresh Token ticked at the application.
 */
export function scopesOf(kind: Kind, declared: readonly string[] | undefined, keep: boolean): readonly string[] {
  const wanted = declared ?? ["email", "profile"];
  const offline = keep && kind !== "cognito" ? ["offline_access"] : [];
  return [...new Set(["openid", ...wanted, ...offline])];
}
