import type { SandboxResponse } from "../../../Vendor.ts";
import type { Directory } from "../../state.ts";
import { EntraError } from "../EntraError.ts";
import type { LoginCall } from "../LoginCall.ts";
import { formParameters, required } from "../parameters.ts";
import { unsupported } from "../refusals.ts";
import { authenticateClient, readCredentials } from "./authenticateClient.ts";
import { redeemCode } from "./authorizationCode.ts";
import { grantClientCredentials } from "./clientCredentials.ts";
import { findTenantFor } from "./findTenant.ts";
import type { TokenRequest } from "./TokenRequest.ts";
import { redeemRefreshToken } from "./refreshToken.ts";

const grants: Readonly<Record<string, (request: TokenRequest) => Promise<SandboxResponse>>> = {
  client_credentials: grantClientCredentials,
  authorization_code: redeemCode,
  refresh_token: redeemRefreshToken,
};

/** Grants that Entra has and the sandbox does not play. */
const others: readonly string[] = [
  "password",
  "urn:ietf:params:oauth:grant-type:jwt-bearer",
  "urn:ietf:params:oauth:grant-type:device_code",
  "urn:ietf:params:oauth:grant-type:saml2-bearer",
];

/** The token endpoint of the v2.0 endpoints, which take `scope`. */
export async function tokenV2(call: LoginCall, { tenant }: { tenant: string }): Promise<SandboxResponse> {
  return token(call, tenant, 2);
}

/** The token endpoint of the v1.0 endpoints, which take `resource`. */
export async function tokenV1(call: LoginCall, { tenant }: { tenant: string }): Promise<SandboxResponse> {
  return token(call, tenant, 1);
}

async function token(call: LoginCall, tenant: string, endpointVersion: 1 | 2): Promise<SandboxResponse> {
  const parameters = formParameters(call.request);
  const grantType = required(parameters, "grant_type");
  if (others.includes(grantType)) throw unsupported(call, `the sandbox has no grant of the type ${grantType}`);
  const grant = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
  if (grant === undefined) {
    throw new EntraError(
      400,
      "unsupported_grant_type",
      70003,
      `The app requested an unsupported grant type '${grantType}'.`,
    );
  }
  if (endpointVersion === 2 && parameters.has("resource")) {
    throw new EntraError(400, "invalid_request", 901002, "The 'resource' request parameter is not supported.");
  }
  const credentials = readCredentials(call, parameters);
  const directory: Directory = findTenantFor(call, tenant, credentials.clientId);
  const client = await authenticateClient(call, directory, credentials, grantType !== "client_credentials");
  return grant({ call, directory, client, parameters, endpointVersion });
}
