import type { SandboxResponse } from "../../Vendor.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";
import { authenticateClient, type Client } from "./clients.ts";
import { formOf } from "./formOf.ts";
import { redeemCode } from "./grants/authorizationCode.ts";
import { redeemRefreshToken } from "./grants/refreshToken.ts";
import { refuse } from "./refusals.ts";

export interface TokenRequest {
  readonly call: JumpCloudCall;
  readonly form: URLSearchParams;
  readonly client: Client;
}

const grants = new Map<string, (request: TokenRequest) => Promise<SandboxResponse>>([
  ["authorization_code", redeemCode],
  ["refresh_token", redeemRefreshToken],
]);

/** The token endpoint. A grant that it does not have is refused as Hydra refuses it: after the client is known. */
export async function token(call: JumpCloudCall): Promise<SandboxResponse> {
  const form = formOf(call.request);
  const grantType = form.get("grant_type") ?? "";
  if (grantType === "") throw refuse("invalid_request", "Request parameter 'grant_type' is missing");
  const client = authenticateClient(call, form);
  const redeem = grants.get(grantType);
  if (redeem === undefined) throw refuse("invalid_request");
  if (!client.grantTypes.includes(grantType)) {
    throw refuse(
      "unauthorized_client",
      `The OAuth 2.0 Client is not allowed to use authorization grant '${grantType}'.`,
    );
  }
  return redeem({ call, form, client });
}
