import { randomId } from "../../http/ids.ts";
import { activeKey, rotateWhenDue } from "../keys.ts";
import type { OktaCall } from "../OktaCall.ts";
import type { App, AuthorizationServer } from "../state.ts";
import { issuerOf } from "../wire/authorizationServerJson.ts";
import type { Grant } from "./grantScopes.ts";
import { ownClaims } from "./ownClaims.ts";
import { signToken } from "./signToken.ts";

/** An access token for client credentials: the client's id is in `cid` and `sub`. */
export async function mintAccessToken(
  call: OktaCall,
  server: AuthorizationServer,
  app: App,
  grant: Grant,
): Promise<string> {
  rotateWhenDue(server, call.now);
  const key = activeKey(server);
  const issuedAt = Math.floor(call.now.getTime() / 1000);
  const [audience = ""] = server.audiences;
  return signToken(key, {
    ver: 1,
    jti: randomId("AT.", 43, "base64url"),
    iss: issuerOf(server, call.baseUrl),
    aud: audience,
    iat: issuedAt,
    exp: issuedAt + grant.rule.accessTokenLifetimeMinutes * 60,
    cid: app.clientId,
    scp: grant.scopes,
    sub: app.clientId,
    ...ownClaims(call, server, app, { granted: grant.scopes, type: "RESOURCE" }),
  });
}
