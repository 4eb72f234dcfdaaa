import { empty } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { nameOf } from "../find.ts";
import { verifyAccessToken } from "../tokens.ts";
import { readableAttributes } from "../userClaims.ts";
import { domainHeaders, type DomainCall } from "./DomainCall.ts";
import { clientAnswer } from "./OAuthError.ts";
import { words } from "./parameters.ts";

/**
 * The attributes that an access token with `openid` opens (developer guide, "The user attributes endpoint"): every value is
 * a text, flags included. What is wrong stands in the header alone, without a scheme.
 */
export async function userInfo(call: DomainCall): Promise<SandboxResponse> {
  const { request, pool, seconds } = call;
  const token = /^Bearer +([^\s]+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
  if (token === undefined) return refuse(call, 400, "invalid_request", "Bad OAuth2 request at UserInfo Endpoint");
  const found = await verifyAccessToken(pool, token, seconds);
  const scopes = words(found?.claims.scope ?? "");
  if (found === undefined || !scopes.includes("openid")) {
    const text = "Access token is expired, disabled, or deleted, or the user has globally signed out.";
    return refuse(call, 401, "invalid_token", text);
  }
  const { user, client } = found;
  const { identities } = user.attributes;
  return clientAnswer(call, 200, {
    sub: user.sub,
    ...readableAttributes(client, user, scopes),
    ...(identities !== undefined && { identities }),
    username: nameOf(pool, user),
  });
}

function refuse(call: DomainCall, status: number, error: string, text: string): SandboxResponse {
  return empty(status, {
    ...domainHeaders(call),
    "www-authenticate": `error="${error}", error_description="${text}"`,
    "access-control-allow-origin": "*",
  });
}
