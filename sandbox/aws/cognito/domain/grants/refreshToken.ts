import { lookUp } from "../../../../remember.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import { findRefreshToken, issueRefreshToken, retireRefreshToken } from "../../refreshTokens.ts";
import { OAuthError } from "../OAuthError.ts";
import { answerWithTokens } from "./answerWithTokens.ts";
import type { TokenRequest } from "./TokenRequest.ts";

/**
 * New tokens for a refresh token, which stays valid until it expires; a client with rotation gets another one for the rest
 * of that time, and the old one ends with the grace period (developer guide, "Refresh tokens").
 */
export async function redeemRefreshToken(request: TokenRequest): Promise<SandboxResponse> {
  const { call, client, form } = request;
  const { pool, seconds } = call;
  const value = form.get("refresh_token") ?? "";
  if (value === "") throw new OAuthError("invalid_request");
  const entry = findRefreshToken(pool, value, seconds);
  const user = entry && lookUp(pool.users, entry.sub);
  if (entry?.clientId !== client.clientId || !user?.enabled) throw new OAuthError("invalid_grant");
  if (entry.authTime < (user.signedOutBefore ?? 0)) throw new OAuthError("invalid_grant");
  const { Feature, RetryGracePeriodSeconds = 0 } = client.settings.RefreshTokenRotation ?? {};
  if (Feature !== "ENABLED") return answerWithTokens(request, { ...entry, user });
  retireRefreshToken(pool, value, seconds, RetryGracePeriodSeconds);
  return answerWithTokens(request, { ...entry, user }, issueRefreshToken(pool, entry, seconds));
}
