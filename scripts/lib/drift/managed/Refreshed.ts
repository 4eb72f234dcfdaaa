/** A declared resource, as the engine's state has it and as its vendor has it now. Secrets in both are marks without a value. */
export interface Refreshed {
  readonly urn: string;
  readonly before: Readonly<Record<string, unknown>>;
  /** Undefined where the vendor knows it no more. */
  readonly after: Readonly<Record<string, unknown>> | undefined;
}

/** What reading the stack's resources came to. */
export interface Refresh {
  readonly resources: readonly Refreshed[];
  /** In the vendors' own words, by URN: why a resource could not be read. */
  readonly faults: readonly { readonly urn: string | undefined; readonly message: string }[];
}
