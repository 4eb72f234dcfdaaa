import { z } from "zod";
import { fetchJson } from "../../../fetchJson.ts";
import type { IdentityProvider } from "../../state.ts";
import { type DomainCall, noteUnsupported } from "../DomainCall.ts";

/** Where an OIDC provider has what, and who this pool is there. */
export interface OidcProvider {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
  /** Absent where the provider has none. */
  readonly userInfoEndpoint: string | undefined;
  readonly userInfoMethod: "GET" | "POST";
}

/** A sign-in with another identity provider that cannot go on; the text goes to the application. */
export class FederationFault extends Error {}

const https = z.url({ protocol: /^https$/ });
const documentSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: https,
  token_endpoint: https,
  jwks_uri: https,
  userinfo_endpoint: https.optional(),
});

/**
 * Reads what a provider's discovery document says, and what its details say instead: endpoints that are given there are not
 * discovered (API reference, CreateIdentityProvider, ProviderDetails).
 * @throws FederationFault
 */
export async function readProvider(call: DomainCall, { name, type, details }: IdentityProvider): Promise<OidcProvider> {
  if (type !== "OIDC") {
    noteUnsupported(call, `the sandbox signs nobody in with an identity provider of the type ${type}`);
    throw new FederationFault(`The sandbox does not support the identity provider ${name}`);
  }
  const issuer = (details["oidc_issuer"] ?? "").replace(/\/$/, "");
  const {
    authorize_url,
    token_url,
    jwks_uri,
    attributes_url,
    client_id = "",
    client_secret = "",
    authorize_scopes = "openid",
  } = details;
  const userInfoMethod: "GET" | "POST" = details["attributes_request_method"] === "POST" ? "POST" : "GET";
  const own = { name, clientId: client_id, clientSecret: client_secret, scopes: authorize_scopes, userInfoMethod };
  if (authorize_url !== undefined && token_url !== undefined && jwks_uri !== undefined) {
    const endpoints = { authorizationEndpoint: authorize_url, tokenEndpoint: token_url, jwksUri: jwks_uri };
    return { ...own, issuer, ...endpoints, userInfoEndpoint: attributes_url };
  }
  const document = documentSchema.safeParse(await discover(call, issuer));
  if (!document.success || document.data.issuer.replace(/\/$/, "") !== issuer) {
    throw new FederationFault(`${name} Error - the discovery document is not that of ${issuer}`);
  }
  return {
    ...own,
    issuer: document.data.issuer,
    authorizationEndpoint: authorize_url ?? document.data.authorization_endpoint,
    tokenEndpoint: token_url ?? document.data.token_endpoint,
    jwksUri: jwks_uri ?? document.data.jwks_uri,
    userInfoEndpoint: attributes_url ?? document.data.userinfo_endpoint,
  };
}

async function discover(call: DomainCall, issuer: string): Promise<unknown> {
  return readJson(call, `${issuer}/.well-known/openid-configuration`);
}

/** @throws FederationFault where there is no such document */
export async function readJson({ account }: DomainCall, url: string): Promise<unknown> {
  try {
    return await fetchJson(account.context, url);
  } catch (cause) {
    throw new FederationFault(`Connection to ${URL.canParse(url) ? new URL(url).host : url} failed`, { cause });
  }
}
