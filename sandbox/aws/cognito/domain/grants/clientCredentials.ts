import type { SandboxResponse } from "../../../../Vendor.ts";
import { allowsFlow } from "../../clientSettings.ts";
import { mintMachineToken } from "../../tokens.ts";
import { noteUnsupported } from "../DomainCall.ts";
import { clientAnswer, OAuthError } from "../OAuthError.ts";
import { words } from "../parameters.ts";
import type { TokenRequest } from "./TokenRequest.ts";

/**
 * An access token for a client in its own name: with the custom scopes that it asked for, or else with all that it is
 * allowed. A scope that it is not allowed is refused; the developer guide has it ignored in one place, and what was
 * observed is `invalid_scope`.
 */
export async function grantClientCredentials({ call, client, form }: TokenRequest): Promise<SandboxResponse> {
  if (client.secrets.length === 0 || !allowsFlow(client, "client_credentials")) {
    throw new OAuthError("unauthorized_client");
  }
  if (form.has("aws_client_metadata")) {
    noteUnsupported(call, "the sandbox has no trigger that aws_client_metadata could go to");
    throw new OAuthError("invalid_request");
  }
  const allowed = (client.settings.AllowedOAuthScopes ?? []).filter((scope) => scope.includes("/"));
  const asked = words(form.get("scope") ?? "");
  const scopes = asked.length === 0 ? allowed : asked;
  if (scopes.length === 0 || !scopes.every((scope) => allowed.includes(scope))) throw new OAuthError("invalid_scope");
  const { accessToken, expiresIn } = await mintMachineToken(call.pool, client, scopes, call.seconds);
  return clientAnswer(call, 200, { access_token: accessToken, expires_in: expiresIn, token_type: "Bearer" });
}
