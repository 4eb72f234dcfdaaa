import type { SandboxRequest, SandboxResponse, VendorContext } from "../../Vendor.ts";
import type { IdentityProvider } from "../state.ts";
import { SignInRefused } from "./SignInRefused.ts";

/** Of an identity provider's discovery document, what the sign-in needs. */
export interface IdentityProviderMetadata {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
}

/**
 * Reads the discovery document of an identity provider. Entra's is under `/v2.0` of the tenant's URL, which is what the
 * guide has administrators enter; that JumpCloud reads that one, and not the v1 document, is inferred from the guide's
 * choice of the "OAuth 2.0 authorization endpoint (v2)"; so is that it takes OpenID Connect Discovery at its word (4.3: the
 * issuer is the URL that was asked), by which a tenant's domain name, or `common`, is no URL of an identity provider.
 * @throws SignInRefused where it cannot be had, or is not its own issuer's
 */
export async function readMetadata(
  context: VendorContext,
  { name, type, oidc }: IdentityProvider,
): Promise<IdentityProviderMetadata> {
  const base = `${withoutSlash(oidc.url)}${type === "AZURE" ? "/v2.0" : ""}`;
  const url = `${base}/.well-known/openid-configuration`;
  const document = await fetchJson(context, { url, method: "GET" });
  const {
    issuer,
    authorization_endpoint: authorizationEndpoint,
    token_endpoint: tokenEndpoint,
    jwks_uri: jwksUri,
  } = document.body;
  if (
    document.status !== 200 ||
    typeof issuer !== "string" ||
    !isHttps(authorizationEndpoint) ||
    !isHttps(tokenEndpoint) ||
    !isHttps(jwksUri)
  ) {
    throw new SignInRefused(`The identity provider "${name}" has no discovery document at ${url}.`, 502);
  }
  if (withoutSlash(issuer) !== base) {
    throw new SignInRefused(`The discovery document at ${url} is that of another issuer: ${issuer}`, 502);
  }
  return { issuer, authorizationEndpoint, tokenEndpoint, jwksUri };
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, "");
}

export interface JsonAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Asks the identity provider, as JumpCloud's servers would.
 * @throws SignInRefused where it gives no answer
 */
export async function fetchJson(
  context: VendorContext,
  { url, method, form }: { readonly url: string; readonly method: "GET" | "POST"; readonly form?: URLSearchParams },
): Promise<JsonAnswer> {
  const target = new URL(url);
  const request: SandboxRequest = {
    method,
    url: target,
    target: `${target.pathname}${target.search}`,
    headers: {
      accept: "application/json",
      host: target.host,
      ...(form && { "content-type": "application/x-www-form-urlencoded" }),
    },
    body: Buffer.from(form?.toString() ?? ""),
  };
  let response: SandboxResponse;
  try {
    response = await context.fetch(request);
  } catch (cause) {
    throw new SignInRefused(`${target.host} gave no answer.`, 502, cause);
  }
  return { status: response.status, body: parsed(response.body) };
}

function parsed(body: SandboxResponse["body"]): JsonAnswer["body"] {
  try {
    const value: unknown = JSON.parse(Buffer.from(body ?? "").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as JsonAnswer["body"]) : {};
  } catch {
    return {};
  }
}

function isHttps(value: unknown): value is string {
  return typeof value === "string" && URL.canParse(value) && new URL(value).protocol === "https:";
}
