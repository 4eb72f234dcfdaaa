import { lookUp } from "../../../remember.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { epochSeconds } from "../../JumpCloudCall.ts";
import { mayUse } from "../clients.ts";
import { issueTokens, revokeGrant } from "../issueTokens.ts";
import { hashOf, issuerOf } from "../openIdIssuer.ts";
import { checkVerifier } from "../pkce.ts";
import { refuse } from "../refusals.ts";
import type { TokenRequest } from "../token.ts";

/**
 * An authorization code, once: a second time ends all that the first one gave (ory/fosite, flow_authorize_code_token.go).
 * A refusal for another reason leaves the code as it is.
 */
export async function redeemCode({ call, form, client }: TokenRequest): Promise<SandboxResponse> {
  const { organization } = call;
  const issuer = issuerOf(organization);
  const code = lookUp(issuer.codes, hashOf(form.get("code") ?? ""));
  if (code === undefined) throw refuse("invalid_grant");
  if (code.used) {
    revokeGrant(issuer, code.id);
    throw refuse("invalid_grant", "The authorization code has already been used.");
  }
  if (code.expires <= epochSeconds(call.now)) throw refuse("invalid_grant");
  if (code.clientId !== client.id) {
    throw refuse(
      "invalid_grant",
      "The OAuth 2.0 Client ID from this request does not match the one from the authorize request.",
    );
  }
  if (code.redirectUri !== (form.get("redirect_uri") ?? "")) {
    throw refuse(
      "invalid_grant",
      "The 'redirect_uri' from this request does not match the one from the authorize request.",
    );
  }
  checkVerifier(code.codeChallenge, form.get("code_verifier") ?? "");
  const user = organization.users.find(({ id }) => id === code.userId);
  if (user === undefined || !mayUse(organization, user, client)) throw refuse("invalid_grant");
  const { id, clientId, userId, scopes, authTime, requestedAt, nonce } = code;
  const grant = { id, clientId, userId, scopes, authTime, requestedAt };
  code.used = true;
  return issueTokens(call, { grant, client, user, nonce });
}
