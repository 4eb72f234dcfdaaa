/**
 * People's tokens from JumpCloud: custom OpenID Connect applications of its organisation, the groups that may use them and
 * their members. Its access tokens are not known to be JSON Web Tokens, so no route of an API trusts it; its ID tokens are
 * what other systems take.
 */
export interface JumpCloudIssuerModel {
  readonly kind: "jumpcloud";
  readonly clients: Readonly<Record<string, JumpCloudClientModel>>;
  /** User groups that are declared. */
  readonly groups: Readonly<Record<string, { readonly description?: string }>>;
  readonly people: Readonly<Record<string, JumpCloudPersonModel>>;
}

/** A custom OpenID Connect application, which authenticates with its secret in the form (client_secret_post). */
export interface JumpCloudClientModel {
  /** The label in JumpCloud. */
  readonly label: string;
  /** Of the application that is adopted; without it, the one with the label. */
  readonly applicationId?: string;
  /** Whether it is created, by a call that JumpCloud does not document; otherwise it is adopted. */
  readonly create: boolean;
  readonly redirectUris: readonly string[];
  /** Where the application begins a sign-in. */
  readonly loginUrl?: string;
  /** Declared groups whose members may use it. Sorted. */
  readonly groups: readonly string[];
}

/** A person of the JumpCloud organisation. */
export interface JumpCloudPersonModel {
  /** The company email, in lower case. */
  readonly email: string;
  /** There already, or declared here. */
  readonly account: "existing" | "declared";
  /** Of a declared account. */
  readonly username?: string;
  readonly givenName?: string;
  readonly surname?: string;
  /** Declared groups that the person is declared a member of. Sorted. */
  readonly groups: readonly string[];
}
