import { forget, lookUp } from "../../../remember.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { epochSeconds } from "../../JumpCloudCall.ts";
import { mayUse } from "../clients.ts";
import { issueTokens, revokeGrant } from "../issueTokens.ts";
import { hashOf, issuerOf } from "../openIdIssuer.ts";
import { refuse } from "../refusals.ts";
import type { TokenRequest } from "../token.ts";

/**
 * New tokens for a refresh token, which ends with it, as the access token before does; one that is used again ends the whole
 * chain, and is refused with 401 (ory/fosite, flow_refresh.go; ory/hydra discussion 3652). A person who may not use the
 * application any more gets no new tokens (observed); by which error is inferred.
 */
export async function redeemRefreshToken({ call, form, client }: TokenRequest): Promise<SandboxResponse> {
  const { organization } = call;
  const issuer = issuerOf(organization);
  const token = lookUp(issuer.refreshTokens, hashOf(form.get("refresh_token") ?? ""));
  if (token === undefined) throw refuse("invalid_grant", "The refresh token has not been found.");
  if (token.used) {
    revokeGrant(issuer, token.id);
    throw refuse("token_inactive");
  }
  if (token.expires <= epochSeconds(call.now)) throw refuse("invalid_grant");
  if (token.clientId !== client.id) {
    throw refuse(
      "invalid_grant",
      "The OAuth 2.0 Client ID from this request does not match the ID during the initial token issuance.",
    );
  }
  const user = organization.users.find(({ id }) => id === token.userId);
  if (user === undefined || !mayUse(organization, user, client)) throw refuse("invalid_grant");
  for (const [key, { id }] of Object.entries(issuer.accessTokens))
    if (id === token.id) forget(issuer.accessTokens, key);
  token.used = true;
  const { id, clientId, userId, scopes, authTime, requestedAt } = token;
  return issueTokens(call, { grant: { id, clientId, userId, scopes, authTime, requestedAt }, client, user });
}
