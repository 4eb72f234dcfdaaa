import { json } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { publicJwk } from "../../keys.ts";
import type { LoginCall } from "../LoginCall.ts";
import { findPolicy, type PolicyPath, type PolicyPlace } from "./findPolicy.ts";
import { noSuchPlace } from "./noSuchPlace.ts";

/** A policy's metadata; members and values are those of recorded answers. */
export function getOpenIdConfiguration(call: LoginCall, path: PolicyPath): SandboxResponse {
  const place = findPolicy(call, path);
  if (place === undefined) return noSuchPlace();
  return document({
    issuer: place.issuer,
    authorization_endpoint: endpoint(place, "oauth2/v2.0/authorize"),
    token_endpoint: endpoint(place, "oauth2/v2.0/token"),
    end_session_endpoint: endpoint(place, "oauth2/v2.0/logout"),
    jwks_uri: endpoint(place, "discovery/v2.0/keys"),
    response_modes_supported: ["query", "fragment", "form_post"],
    response_types_supported: [
      "code",
      "code id_token",
      "code token",
      "code id_token token",
      "id_token",
      "id_token token",
      "token",
      "token id_token",
    ],
    scopes_supported: ["openid"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
    claims_supported: ["oid", "sub", "iss", "iat", "exp", "aud", "acr", "nonce", "auth_time", "tfp"],
  });
}

export async function getKeys(call: LoginCall, path: PolicyPath): Promise<SandboxResponse> {
  const place = findPolicy(call, path);
  if (place === undefined) return noSuchPlace();
  return document({ keys: [await publicJwk(place.policy)] });
}

/** The policy stands in the path or in the query, as it was asked for [rec]. */
function endpoint({ tenantUrl, policyName, inQuery }: PolicyPlace, path: string): string {
  return inQuery ? `${tenantUrl}/${path}?p=${policyName}` : `${tenantUrl}/${policyName}/${path}`;
}

function document(value: object): SandboxResponse {
  return json(200, value, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "private",
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
  });
}
