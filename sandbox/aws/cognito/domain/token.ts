import type { SandboxResponse } from "../../../Vendor.ts";
import { authenticateClient } from "./authenticateClient.ts";
import type { DomainCall } from "./DomainCall.ts";
import { redeemCode } from "./grants/authorizationCode.ts";
import { grantClientCredentials } from "./grants/clientCredentials.ts";
import { redeemRefreshToken } from "./grants/refreshToken.ts";
import type { TokenRequest } from "./grants/TokenRequest.ts";
import { OAuthError } from "./OAuthError.ts";
import { formParameters, hasDuplicates } from "./parameters.ts";

const grants = new Map<string, (request: TokenRequest) => Promise<SandboxResponse>>([
  ["authorization_code", redeemCode],
  ["refresh_token", redeemRefreshToken],
  ["client_credentials", grantClientCredentials],
]);

/** The token endpoint (developer guide, "The token issuer endpoint"). Nothing but the form counts. */
export async function token(call: DomainCall): Promise<SandboxResponse> {
  const form = formParameters(call.request);
  const grantType = form.get("grant_type") ?? "";
  if (grantType === "" || hasDuplicates(form)) throw new OAuthError("invalid_request");
  const grant = grants.get(grantType);
  if (grant === undefined) throw new OAuthError("unsupported_grant_type");
  return grant({ call, client: authenticateClient(call, form, 400), form });
}
