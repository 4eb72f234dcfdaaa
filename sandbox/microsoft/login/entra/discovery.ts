import { json } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { publicJwk } from "../../keys.ts";
import type { Directory } from "../../state.ts";
import type { LoginCall } from "../LoginCall.ts";
import { tenantSettings } from "../tenantSettings.ts";
import { findTenant, genericTenants } from "./findTenant.ts";

interface TenantPath {
  readonly tenant: string;
}

const claims =
  "sub iss cloud_instance_name cloud_instance_host_name cloud_graph_host_name msgraph_host aud exp iat auth_time acr".split(
    " ",
  );

/** The `iss` of tokens of version 1.0 [doc]. */
export function issuerV1(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

/** The `iss` of tokens of version 2.0 [doc]. */
export function issuerV2(tenantId: string): string {
  return `https://login.microsoftonline.com/${tenantId}/v2.0`;
}

/**
 * The metadata of the v2.0 endpoints. Members and values are those of recorded answers; the real document has no
 * `code_challenge_methods_supported`.
 */
export function getOpenIdConfigurationV2(call: LoginCall, { tenant }: TenantPath): SandboxResponse {
  const id = tenantIn(call, tenant);
  const base = `${endpointOrigin(call)}/${id.path}`;
  return document({
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: issuerV2(id.issuer),
    request_uri_parameter_supported: false,
    userinfo_endpoint: "https://graph.microsoft.com/oidc/userinfo",
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: [...claims, "nonce", "preferred_username", "name", "tid", "ver", "at_hash", "c_hash", "email"],
    kerberos_endpoint: `${base}/kerberos`,
    ...cloud,
  });
}

/** The metadata of the v1.0 endpoints; its `issuer` is another one, and its keys are at `common` [rec]. */
export function getOpenIdConfigurationV1(call: LoginCall, { tenant }: TenantPath): SandboxResponse {
  const id = tenantIn(call, tenant);
  const origin = endpointOrigin(call);
  const base = `${origin}/${id.path}`;
  return document({
    token_endpoint: `${base}/oauth2/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: `${origin}/common/discovery/keys`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "id_token", "code id_token", "token id_token", "token"],
    scopes_supported: ["openid"],
    issuer: issuerV1(id.issuer),
    microsoft_multi_refresh_token: true,
    authorization_endpoint: `${base}/oauth2/authorize`,
    device_authorization_endpoint: `${base}/oauth2/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/logout`,
    claims_supported: [...claims, "amr", "nonce", "email", "given_name", "family_name", "nickname"],
    check_session_iframe: `${base}/oauth2/checksession`,
    userinfo_endpoint: `${base}/openid/userinfo`,
    kerberos_endpoint: `${base}/kerberos`,
    ...cloud,
  });
}

const cloud = {
  tenant_region_scope: tenantSettings.region,
  cloud_instance_name: "microsoftonline.com",
  cloud_graph_host_name: "graph.windows.net",
  msgraph_host: "graph.microsoft.com",
  rbac_url: "https://pas.windows.net",
} as const;

export async function getKeysV2(call: LoginCall, { tenant }: TenantPath): Promise<SandboxResponse> {
  return keys(call, tenant, issuerV2);
}

export async function getKeysV1(call: LoginCall, { tenant }: TenantPath): Promise<SandboxResponse> {
  return keys(call, tenant, issuerV1);
}

async function keys(call: LoginCall, tenant: string, issuer: (tenantId: string) => string): Promise<SandboxResponse> {
  const directories = genericTenants.includes(tenant)
    ? Object.values(call.state.directories)
    : [findTenant(call.state, tenant, "invalid_tenant")];
  const jwks = directories.map(async (directory: Directory) => {
    const jwk = await publicJwk(directory);
    return { ...jwk, x5t: jwk.kid, issuer: issuer(directory.tenantId) };
  });
  return document({ keys: await Promise.all(jwks) });
}

/** Documents name a tenant by its id, whatever it was asked by; those of `common` have a placeholder for an issuer [rec]. */
function tenantIn({ state }: LoginCall, tenant: string): { readonly path: string; readonly issuer: string } {
  if (genericTenants.includes(tenant)) return { path: tenant, issuer: "{tenantid}" };
  const { tenantId } = findTenant(state, tenant, "invalid_tenant");
  return { path: tenantId, issuer: tenantId };
}

/** The issuer's own host has no endpoints of its own; that `login.windows.net` names itself is inferred. */
function endpointOrigin({ host, origin }: LoginCall): string {
  return host === "sts.windows.net" ? "https://login.microsoftonline.com" : origin;
}

function document(value: object): SandboxResponse {
  return json(200, value, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "max-age=86400, private",
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
  });
}
