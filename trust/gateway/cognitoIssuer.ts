/** Where a text that stands for an issuer lies at Amazon Cognito. */
export type CognitoIssuer =
  /** `https://cognito-idp.{region}.amazonaws.com/{poolId}`, the `iss` of a pool's tokens. */
  | { readonly kind: "pool"; readonly region: string; readonly userPoolId: string }
  /** `https://{prefix}.auth.{region}.amazoncognito.com`: the pool's pages, which are no issuer. */
  | { readonly kind: "domain"; readonly region: string };

const pool = /^https:\/\/cognito-idp\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([\w-]+_[0-9A-Za-z]+)\/?$/;
const domain = /^https:\/\/[a-z0-9-]+\.auth\.([a-z0-9-]+)\.amazoncognito\.com(?:\/|$)/;

/**
 * Reads an `iss` of Cognito's, or the address of a pool's pages (Amazon Cognito developer guide, "Understanding user pool
 * JSON web tokens" and "Using the Amazon Cognito domain"). Undefined for any other issuer.
 */
export function parseCognitoIssuer(issuer: string): CognitoIssuer | undefined {
  const [, region, userPoolId] = pool.exec(issuer) ?? [];
  if (region !== undefined && userPoolId !== undefined) return { kind: "pool", region, userPoolId };
  const regionOfDomain = domain.exec(issuer)?.[1];
  return regionOfDomain === undefined ? undefined : { kind: "domain", region: regionOfDomain };
}
