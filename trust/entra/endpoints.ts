import type { B2cIssuerModel } from "../TrustModel.ts";

const entra = "https://login.microsoftonline.com";

/** The exact `iss` of an Entra tenant's version 2 tokens, without a slash at the end. */
export function entraIssuer(tenantId: string): string {
  return `${entra}/${tenantId}/v2.0`;
}

/** What JumpCloud asks for as the identity provider's URL: the tenant's, without a version. */
export function entraTenantUrl(tenantId: string): string {
  return `${entra}/${tenantId}`;
}

export function entraTokenEndpoint(tenantId: string): string {
  return `${entra}/${tenantId}/oauth2/v2.0/token`;
}

export function entraAuthorizationEndpoint(tenantId: string): string {
  return `${entra}/${tenantId}/oauth2/v2.0/authorize`;
}

type B2cPlace = Pick<B2cIssuerModel, "domain" | "tenantId" | "tenantName" | "policy">;

/**
 * The `iss` of a B2C policy's tokens in the form that discovery works for, with its slash at the end (Azure AD B2C,
 * "Configure tokens", issuer (iss) claim). The other form, `https://{domain}/{tenantId}/v2.0/`, has no document under it.
 */
export function b2cIssuer({ domain, tenantId, policy }: B2cPlace): string {
  return `https://${domain}/tfp/${tenantId}/${policy.toLowerCase()}/v2.0/`;
}

export function b2cTokenEndpoint({ domain, tenantName, policy }: B2cPlace): string {
  return `https://${domain}/${tenantName}.onmicrosoft.com/${policy.toLowerCase()}/oauth2/v2.0/token`;
}

/** Where API Gateway reads an issuer's metadata: under the issuer, its slash at the end not doubled. */
export function discoveryUrlOf(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}
