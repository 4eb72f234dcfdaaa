import { json } from "../../../http/responses.ts";
import { OperationTable } from "../../../http/OperationTable.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { AwsCall } from "../../AwsService.ts";
import { findPool } from "../find.ts";
import { publicJwk } from "../keys.ts";
import type { UserPool } from "../state.ts";
import { issuerOf } from "../tokens.ts";

interface PoolPath {
  readonly pool: string;
}

const documents = new OperationTable<AwsCall>()
  .on("GET", "/:pool/.well-known/openid-configuration", "getOpenIdConfiguration", getOpenIdConfiguration)
  .on("GET", "/:pool/.well-known/jwks.json", "getJwks", getJwks);

export const wellKnownOperations: readonly string[] = documents.operations;

/**
 * Answers for the documents at a pool's issuer, which are under the host of the user pools API.
 * @returns undefined for any other request
 */
export async function respondWellKnown(call: AwsCall): Promise<SandboxResponse | undefined> {
  const { request, account } = call;
  const found = documents.find(request.method, request.url.pathname);
  if (found === undefined) return undefined;
  const fault = account.context.fault(found.operation);
  return fault === undefined ? found.handler(call, found.params) : json(fault.status, { message: "Internal error" });
}

/**
 * The discovery document, whose members are those of recorded ones. A pool without a domain names endpoints under its
 * issuer, where nothing answers.
 */
function getOpenIdConfiguration(call: AwsCall, { pool: id }: PoolPath): SandboxResponse {
  const pool = findPool(call.account, call.region, id);
  if (pool === undefined) return noSuchPool(id);
  const issuer = issuerOf(pool);
  const base = domainUrl(pool, call.region);
  const oauth = base === undefined ? issuer : `${base}/oauth2`;
  return document({
    authorization_endpoint: `${oauth}/authorize`,
    end_session_endpoint: `${base ?? issuer}/logout`,
    id_token_signing_alg_values_supported: ["RS256"],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    revocation_endpoint: `${oauth}/revoke`,
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint: `${oauth}/token`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    userinfo_endpoint: `${oauth}/userInfo`,
  });
}

/** Both keys, that of ID tokens first (developer guide, "Verifying JSON web tokens"). */
async function getJwks(call: AwsCall, { pool: id }: PoolPath): Promise<SandboxResponse> {
  const pool = findPool(call.account, call.region, id);
  if (pool === undefined) return noSuchPool(id);
  return document({ keys: [await publicJwk(pool, "id"), await publicJwk(pool, "access")] });
}

/** Which of two domains the document names is not documented; a custom one is taken for the better known. */
function domainUrl({ domain, customDomain }: UserPool, region: string): string | undefined {
  if (customDomain !== undefined) return `https://${customDomain.domain}`;
  return domain && `https://${domain.domain}.auth.${region}.amazoncognito.com`;
}

function document(value: object): SandboxResponse {
  return json(200, value, { "cache-control": "public, max-age=86400", "access-control-allow-origin": "*" });
}

/** Its form is not documented. */
function noSuchPool(id: string): SandboxResponse {
  return json(404, { message: `User pool ${id} does not exist.` });
}
