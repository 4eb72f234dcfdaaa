import { randomId } from "../../http/ids.ts";
import type { OktaCall } from "../OktaCall.ts";
import type { App } from "../state.ts";
import { issuerAt } from "./Issuer.ts";
import { signToken } from "./signToken.ts";

/** Of tokens of the org's own server, which nobody can change [doc]. */
const lifetime = 3600;

/** The token endpoint's answer to a service app: a token for Okta's own API, whose form is for Okta alone [doc]. */
export async function orgAccessToken(call: OktaCall, { clientId }: App, scopes: readonly string[]): Promise<object> {
  const { url, audience, accessTokenKey } = issuerAt(call, undefined);
  const seconds = Math.floor(call.now.getTime() / 1000);
  const claims = {
    ver: 1,
    jti: randomId("AT.", 43, "base64url"),
    iss: url,
    aud: audience,
    sub: clientId,
    iat: seconds,
    exp: seconds + lifetime,
    cid: clientId,
    scp: scopes,
  };
  const accessToken = await signToken(accessTokenKey, claims);
  return { token_type: "Bearer", expires_in: lifetime, access_token: accessToken, scope: scopes.join(" ") };
}
