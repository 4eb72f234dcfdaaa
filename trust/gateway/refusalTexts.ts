/**
 * What API Gateway's JWT authorizer writes into `error_description`. Documented is only `audience` (developer guide,
 * "Troubleshooting issues with HTTP API JWT authorizers"). Seen in answers or access logs that others recorded are
 * `segments`, `prefix`, `algorithm` for ES256, `issuer`, `discovery` and `jwks`. Several of these are word for word those
 * of the Go library jwt-go 3; `undecodable`, `signature` and the other words of `algorithm` are inferred from it. For
 * `keyId`, `expiry`, `notBefore` and `issuedAt` nothing was found: their words are ours, so nothing should depend on them.
 */
export const refusalTexts = {
  segments: "token contains an invalid number of segments",
  prefix: "tokenstring should not contain 'bearer '",
  undecodable: "token is malformed",
  algorithm: describeAlgorithm,
  discovery: "OIDC discovery endpoint communication error",
  jwks: "JWKS communication error",
  keyId: "the token's key id is not known",
  signature: "crypto/rsa: verification error",
  issuer: "issuer does not match",
  audience: "the token does not have a valid audience",
  expiry: "the token has expired",
  notBefore: "the token is not valid yet",
  issuedAt: "the token was issued in the future",
} as const;

const knownAlgorithms = /^(?:[HREP]S(?:256|384|512)|none)$/;

/** A name that no standard knows comes from whoever sent the token, and is not repeated in a header. */
function describeAlgorithm(algorithm: unknown): string {
  if (algorithm === undefined) return "signing method (alg) is unspecified.";
  return typeof algorithm === "string" && knownAlgorithms.test(algorithm)
    ? `signing method ${algorithm} is invalid`
    : "signing method (alg) is unavailable.";
}
