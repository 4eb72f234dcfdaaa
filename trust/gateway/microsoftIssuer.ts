/** An `iss` of Microsoft's, taken apart. */
export type MicrosoftIssuer =
  /** `https://login.microsoftonline.com/{tenantId}/v2.0`, or of version 1 `https://sts.windows.net/{tenantId}/`. */
  | { readonly kind: "entra"; readonly version: 1 | 2; readonly tenantId: string }
  /** `https://{domain}/{tenantId}/v2.0/`, or with `tfp/` before and the policy behind the tenant id. */
  | { readonly kind: "b2c"; readonly domain: string; readonly tenantId: string; readonly policy?: string };

const guid = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";
const versionOne = new RegExp(`^https://sts\\.windows\\.net/${guid}/?$`, "i");
const versionTwo = new RegExp(`^https://login\\.microsoftonline\\.com/${guid}/v2\\.0/?$`, "i");
const byTenant = new RegExp(`^https://([^/]+)/${guid}/v2\\.0/?$`, "i");
const byPolicy = new RegExp(`^https://([^/]+)/tfp/${guid}/([^/]+)/v2\\.0/?$`, "i");

/**
 * Reads an `iss` of Entra ID (Entra, "Access token claims reference") or of Azure AD B2C (B2C, "Configure tokens",
 * compatibility). A slash at the end that is missing or too much makes no difference here. Undefined for any other issuer.
 */
export function parseMicrosoftIssuer(issuer: string): MicrosoftIssuer | undefined {
  const one = versionOne.exec(issuer)?.[1];
  if (one !== undefined) return { kind: "entra", version: 1, tenantId: one.toLowerCase() };
  const two = versionTwo.exec(issuer)?.[1];
  if (two !== undefined) return { kind: "entra", version: 2, tenantId: two.toLowerCase() };
  const [, host, tenant] = byTenant.exec(issuer) ?? [];
  if (host !== undefined && tenant !== undefined) {
    return { kind: "b2c", domain: host.toLowerCase(), tenantId: tenant.toLowerCase() };
  }
  const [, domain, tenantId, policy] = byPolicy.exec(issuer) ?? [];
  if (domain === undefined || tenantId === undefined || policy === undefined) return undefined;
  return { kind: "b2c", domain: domain.toLowerCase(), tenantId: tenantId.toLowerCase(), policy: policy.toLowerCase() };
}
