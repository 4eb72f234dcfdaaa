/** Whoever asks for a token: a client declared here by name, or any application of the issuer's directory. */
export type Applicant = { readonly client: string } | "any-application";

/** What an applicant can get from an issuer, whether or not the config says that it asks for it. */
export interface Obtainable {
  /** Whether it gets a token at all. */
  readonly token: boolean;
  /** What its tokens can carry in `scope` or `scp`. Sorted. */
  readonly scopes: readonly string[];
  /** What its tokens carry in `roles`. Sorted. */
  readonly roles: readonly string[];
}
