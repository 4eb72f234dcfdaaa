import { json } from "../../http/responses.ts";
import { lookUp } from "../../remember.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { epochSeconds, type JumpCloudCall } from "../JumpCloudCall.ts";
import { personClaims } from "./claims.ts";
import { findClient, mayUse } from "./clients.ts";
import { hashOf, issuerOf, issuerUrl } from "./openIdIssuer.ts";
import { refuse } from "./refusals.ts";

/** What an access token opens: the ID token's claims but for those of the token itself, as Hydra answers. */
export function userInfo(call: JumpCloudCall): SandboxResponse {
  const { request, organization, now } = call;
  const value = /^Bearer +([^\s]+)$/i.exec(request.headers["authorization"] ?? "")?.[1] ?? "";
  const token = lookUp(issuerOf(organization).accessTokens, hashOf(value));
  const client = token && findClient(organization, token.clientId);
  const user = organization.users.find(({ id }) => id === token?.userId);
  const isGood = token !== undefined && token.expires > epochSeconds(now) && token.scopes.includes("openid");
  if (!isGood || client === undefined || user === undefined || !mayUse(organization, user, client))
    return unauthorized();
  const { scopes, authTime, requestedAt } = token;
  return json(200, {
    ...personClaims(user, scopes, client),
    aud: [client.id],
    auth_time: authTime,
    iat: requestedAt,
    iss: issuerUrl(call),
    rat: requestedAt,
    sub: user.id,
  });
}

function unauthorized(): SandboxResponse {
  const error = refuse("request_unauthorized");
  const challenge = `Bearer error="${error.error}", error_description="${error.message}"`;
  const { status, headers, body } = error.toResponse();
  return { status, headers: { ...headers, "www-authenticate": challenge }, ...(body !== undefined && { body }) };
}
