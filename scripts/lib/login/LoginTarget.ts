import type { IssuerModel } from "../../../trust/TrustModel.ts";

/** How a client says at the token endpoint who it is; `none` is a public client, which has PKCE alone. */
export type LoginAuthentication = "none" | "client_secret_basic" | "client_secret_post";

/** Which client a person signs in to, and how; a secret is in it where the client has one. */
export interface LoginTarget {
  readonly stack: string;
  /** The issuer's name in the config. */
  readonly issuer: string;
  readonly kind: IssuerModel["kind"];
  /** The client's name in the config; undefined for an application that is not declared there. */
  readonly client: string | undefined;
  /** The exact `iss` of the tokens. */
  readonly issuerUrl: string;
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly authentication: LoginAuthentication;
  /** Exactly as registered; an http URL of this machine. */
  readonly redirectUri: string;
  /** True where the registered redirect URI is `http://localhost` and the identity provider takes any port of it. */
  readonly anyPort: boolean;
  /** Where the application begins a sign-in, on the redirect URI's origin; what a portal's tile goes to. */
  readonly loginUrl: string | undefined;
  readonly scopes: readonly string[];
}
