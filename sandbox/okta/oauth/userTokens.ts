import { createHash } from "node:crypto";
import { randomId } from "../../http/ids.ts";
import type { OktaCall } from "../OktaCall.ts";
import type { App, AuthorizationCode, User } from "../state.ts";
import type { Issuer } from "./Issuer.ts";
import { ownClaims } from "./ownClaims.ts";
import { signToken } from "./signToken.ts";
import { thinClaims } from "./userClaims.ts";

/** "ID token expires after one hour" (Okta, "OpenID Connect & OAuth 2.0"). */
const idTokenSeconds = 3600;

interface TokenSubject {
  readonly issuer: Issuer;
  readonly app: App;
  readonly user: User;
  readonly code: AuthorizationCode;
}

/** The token endpoint's answer for somebody who signed in; without the scope `openid` there is no ID token. */
export async function userTokens(call: OktaCall, subject: TokenSubject): Promise<object> {
  const { scopes, accessTokenMinutes } = subject.code;
  const accessToken = await userAccessToken(call, subject);
  return {
    token_type: "Bearer",
    expires_in: accessTokenMinutes * 60,
    access_token: accessToken,
    scope: scopes.join(" "),
    ...(scopes.includes("openid") && { id_token: await idToken(call, subject, accessToken) }),
  };
}

/** `sub` is the name by which the application knows the person, `uid` the person's id (Okta, "Access token payload"). */
async function userAccessToken(call: OktaCall, { issuer, app, user, code }: TokenSubject): Promise<string> {
  const { url, audience, accessTokenKey, server } = issuer;
  const seconds = epochSeconds(call);
  const claims = {
    ver: 1,
    jti: randomId("AT.", 43, "base64url"),
    iss: url,
    aud: audience,
    sub: user.profile.login,
    iat: seconds,
    exp: seconds + code.accessTokenMinutes * 60,
    cid: app.clientId,
    uid: user.id,
    scp: code.scopes,
    auth_time: code.authTime,
  };
  const own = server && ownClaims(call, server, app, { granted: code.scopes, type: "RESOURCE" });
  return signToken(accessTokenKey, { ...claims, ...own });
}

async function idToken(
  call: OktaCall,
  { issuer, app, user, code }: TokenSubject,
  accessToken: string,
): Promise<string> {
  const { url, idTokenKey, server } = issuer;
  const seconds = epochSeconds(call);
  const own =
    server && ownClaims(call, server, app, { granted: code.scopes, type: "IDENTITY", alwaysIncludedOnly: true });
  return signToken(idTokenKey, {
    sub: user.id,
    ...thinClaims(user, code.scopes),
    ver: 1,
    iss: url,
    aud: app.clientId,
    iat: seconds,
    exp: seconds + idTokenSeconds,
    jti: randomId("ID.", 43, "base64url"),
    amr: ["pwd"],
    idp: call.org.id,
    ...(code.nonce !== undefined && { nonce: code.nonce }),
    auth_time: code.authTime,
    at_hash: createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url"),
    ...own,
  });
}

function epochSeconds({ now }: OktaCall): number {
  return Math.floor(now.getTime() / 1000);
}
