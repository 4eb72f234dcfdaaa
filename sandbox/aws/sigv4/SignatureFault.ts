/** What is wrong with a request's signature; each protocol has its own codes for these. */
export interface SignatureFault {
  readonly kind: "missing" | "incomplete" | "unknown-key" | "mismatch";
  readonly message: string;
}
