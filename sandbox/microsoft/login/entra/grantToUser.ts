import { json } from "../../../http/responses.ts";
import { randomId } from "../../../http/ids.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { User, UserGrant } from "../../state.ts";
import { EntraError, tokenHeaders } from "../EntraError.ts";
import { notConsented, userDisabled } from "../refusals.ts";
import { lookUp, remember } from "../../../remember.ts";
import { userAccessToken } from "../tokens/accessToken.ts";
import { clientInfo } from "../tokens/clientInfo.ts";
import { idToken } from "../tokens/idToken.ts";
import { expiresIn } from "../tokens/lifetime.ts";
import { grantScopes, readScopes, type GrantedScopes } from "./delegatedScopes.ts";
import type { TokenRequest } from "./TokenRequest.ts";

/** Ninety days [doc]. */
const refreshSeconds = 90 * 86_400;

/**
 * The tokens that a person let an application have: an access token, an ID token with `openid`, a refresh token with
 * `offline_access`. Consent, and the account, are looked at again: both may have gone since.
 */
export async function grantToUser(
  request: TokenRequest,
  grant: UserGrant,
  nonce: string | undefined,
): Promise<SandboxResponse> {
  const { call, directory, client, parameters, endpointVersion } = request;
  const { application } = client;
  const user = findUser(request, grant);
  const asked = readScopes(directory, application, grant.scopes, grant.resource);
  const granted = grantScopes(directory, application, user, asked);
  if (granted === undefined) throw notConsented(application, "invalid_grant");
  const refreshToken = granted.openId.includes("offline_access") ? newRefreshToken(request, grant) : undefined;
  const sign = { call, directory, application, user, granted, authTime: grant.authTime, sessionId: grant.sessionId };
  const body = {
    token_type: "Bearer",
    scope: scopeText(granted),
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: await userAccessToken(directory, client, asked.resource, call.seconds, user, granted.forToken),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    ...((endpointVersion === 1 || granted.openId.includes("openid")) && {
      id_token: await idToken({ ...sign, version: endpointVersion, nonce }),
    }),
    ...(parameters.get("client_info") === "1" && { client_info: clientInfo(directory, user) }),
  };
  return json(200, body, tokenHeaders(call));
}

function findUser({ directory }: TokenRequest, { userId }: UserGrant): User {
  const user = lookUp(directory.users, userId);
  if (user === undefined) {
    throw new EntraError(
      400,
      "invalid_grant",
      50034,
      `The user account does not exist in the ${directory.name} directory.`,
    );
  }
  if (!user.accountEnabled) throw userDisabled();
  return user;
}

function scopeText({ openId, forToken }: GrantedScopes): string {
  return [...new Set([...openId.filter((scope) => scope !== "offline_access"), ...forToken])].join(" ");
}

function newRefreshToken({ call, directory }: TokenRequest, grant: UserGrant): string {
  const { appId, userId, scopes, resource, authTime, sessionId, publicClient } = grant;
  const token = randomId("1.", 180, "base64url");
  const entry = {
    appId,
    userId,
    scopes,
    authTime,
    sessionId,
    ...(publicClient && { publicClient }),
    issued: call.seconds,
    expires: call.seconds + refreshSeconds,
  };
  directory.refreshTokens ??= {};
  remember(directory.refreshTokens, token, resource === undefined ? entry : { ...entry, resource }, call.seconds);
  return token;
}
