import { importJWK, SignJWT, type JWTPayload } from "jose";
import { randomId } from "../../http/ids.ts";
import { OAuthError } from "../errors.ts";
import { activeKey, privateJwk, rotateWhenDue } from "../keys.ts";
import { unsupported, type OktaCall } from "../OktaCall.ts";
import type { App, AuthorizationServer } from "../state.ts";
import { issuerOf } from "../wire/authorizationServerJson.ts";
import { claimValue } from "./claimValue.ts";
import type { Grant } from "./grantScopes.ts";

/** Claims that a claim of the server's own cannot replace. */
const reserved = new Set(["ver", "jti", "iss", "aud", "iat", "exp", "cid", "uid", "scp"]);

/**
 * An access token in the form that Okta documents: RS256, a header of `kid` and `alg` alone, and for client credentials
 * the client's id in `cid` and `sub`.
 */
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
  const claims: JWTPayload = {
    ver: 1,
    jti: randomId("AT.", 43, "base64url"),
    iss: issuerOf(server, call.baseUrl),
    aud: audience,
    iat: issuedAt,
    exp: issuedAt + grant.rule.accessTokenLifetimeMinutes * 60,
    cid: app.clientId,
    scp: grant.scopes,
    sub: app.clientId,
    ...ownClaims(call, server, app, grant.scopes),
  };
  const privateKey = await importJWK(await privateJwk(key), "RS256");
  return new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: "RS256" }).sign(privateKey);
}

/** The claims that somebody added to the server's access tokens, for any scope or for one that was granted. */
function ownClaims(
  call: OktaCall,
  server: AuthorizationServer,
  app: App,
  granted: readonly string[],
): Record<string, string | number | boolean> {
  const values: Record<string, string | number | boolean> = {};
  for (const claim of server.claims) {
    if (claim.system || claim.status !== "ACTIVE" || claim.claimType !== "RESOURCE") continue;
    if (claim.scopes.length > 0 && !claim.scopes.some((scope) => granted.includes(scope))) continue;
    const value = claim.valueType === "EXPRESSION" ? claimValue(claim.value, app) : undefined;
    if (value === undefined || reserved.has(claim.name)) {
      unsupported(call, `the sandbox cannot evaluate the claim ${claim.name}`);
      throw new OAuthError(400, "server_error", `The '${claim.name}' user claim could not be evaluated.`);
    }
    values[claim.name] = value;
  }
  return values;
}
