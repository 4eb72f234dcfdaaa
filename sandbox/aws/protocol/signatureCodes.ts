import type { SignatureFault } from "../sigv4/SignatureFault.ts";

/** What services that speak JSON say of a request that is not signed as it should be (their API references, "Common Errors"). */
export const signatureCodes: Readonly<Record<SignatureFault["kind"], string>> = {
  missing: "MissingAuthenticationTokenException",
  incomplete: "IncompleteSignatureException",
  "unknown-key": "UnrecognizedClientException",
  expired: "ExpiredTokenException",
  "wrong-region": "InvalidSignatureException",
  skewed: "InvalidSignatureException",
  mismatch: "InvalidSignatureException",
};
