/** What is wrong with a request's signature; each protocol has its own codes for these. */
export interface SignatureFault {
  readonly kind: "missing" | "incomplete" | "unknown-key" | "expired" | "wrong-region" | "skewed" | "mismatch";
  readonly message: string;
  /** Where the region is the wrong one. */
  readonly region?: { readonly signed: string; readonly expected: string };
}
