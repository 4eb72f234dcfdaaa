import type { SandboxResponse } from "../../../Vendor.ts";
import { lookUp } from "../../../remember.ts";
import { required } from "../parameters.ts";
import { EntraError } from "../EntraError.ts";
import { checkClientClass } from "./authenticateClient.ts";
import { expired, notValid } from "./authorizationCode.ts";
import { passwordChangedAfter } from "../sign-in/sessions.ts";
import { grantToUser } from "./grantToUser.ts";
import type { TokenRequest } from "./TokenRequest.ts";

/**
 * New tokens for a refresh token, and another refresh token: the one that was used stays valid until it expires [doc]. It
 * stops being so when the person's password changes. The scopes are the first ones, or those of them that are asked for.
 */
export async function redeemRefreshToken(request: TokenRequest): Promise<SandboxResponse> {
  const { call, directory, client, parameters } = request;
  const token = lookUp(directory.refreshTokens ?? {}, required(parameters, "refresh_token"));
  if (token?.appId !== client.application.appId) throw notValid();
  checkClientClass(client, token);
  if (token.expires <= call.seconds) throw expired();
  const user = lookUp(directory.users, token.userId);
  if (user !== undefined && passwordChangedAfter(user, token.issued)) {
    throw new EntraError(
      400,
      "invalid_grant",
      50173,
      "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.",
    );
  }
  const asked = parameters
    .get("scope")
    ?.split(" ")
    .filter((scope) => scope !== "");
  const scopes = asked === undefined ? token.scopes : [...new Set([...asked, ...token.scopes.filter(isSignIn)])];
  return grantToUser(request, { ...token, scopes }, undefined);
}

function isSignIn(scope: string): boolean {
  return ["openid", "profile", "email", "offline_access"].includes(scope);
}
