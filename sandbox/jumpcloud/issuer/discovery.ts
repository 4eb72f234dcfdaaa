import { json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";
import { publicJwk } from "./keys.ts";
import { issuerOf, issuerUrl } from "./openIdIssuer.ts";

/**
 * The discovery document. Confirmed by what applications in the field copied from it are the issuer with its slash, the
 * endpoints, the key set's place, RS256 and S256; the rest has the form of ORY Hydra's document, less what JumpCloud's
 * applications cannot use (no implicit grant, no client credentials, no device flow).
 */
export function getOpenIdConfiguration(call: JumpCloudCall): SandboxResponse {
  const issuer = issuerUrl(call);
  return document({
    issuer,
    authorization_endpoint: `${issuer}oauth2/auth`,
    token_endpoint: `${issuer}oauth2/token`,
    jwks_uri: `${issuer}.well-known/jwks.json`,
    userinfo_endpoint: `${issuer}userinfo`,
    revocation_endpoint: `${issuer}oauth2/revoke`,
    end_session_endpoint: `${issuer}oauth2/sessions/logout`,
    subject_types_supported: ["public"],
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    scopes_supported: ["offline_access", "offline", "openid", "email", "profile"],
    claims_supported: ["sub"],
    claims_parameter_supported: false,
    id_token_signing_alg_values_supported: ["RS256"],
    userinfo_signing_alg_values_supported: ["none"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic", "none"],
    code_challenge_methods_supported: ["S256"],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  });
}

export async function getJwks({ organization }: JumpCloudCall): Promise<SandboxResponse> {
  return document({ keys: [await publicJwk(issuerOf(organization))] });
}

function document(value: object): SandboxResponse {
  return json(200, value, { "access-control-allow-origin": "*" });
}
