import { createHash } from "node:crypto";
import { basicCredentials } from "../../http/basicCredentials.ts";
import { randomId } from "../../http/ids.ts";
import { json } from "../../http/responses.ts";
import { sameText } from "../../sameText.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { OAuthError } from "../errors.ts";
import { epochSeconds, type JumpCloudCall } from "../JumpCloudCall.ts";

/** How long a service account's token lasts, in seconds; not confirmed. */
const lifetime = 3600;

/** The token endpoint of service accounts: client credentials by HTTP Basic, scope `api` [doc]. */
export function adminToken({ request, context, state, now }: JumpCloudCall): SandboxResponse {
  const form = new URLSearchParams(request.body.toString("utf8"));
  if (!request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    throw new OAuthError(400, "invalid_request", "The body must be application/x-www-form-urlencoded");
  }
  if (form.get("grant_type") !== "client_credentials") {
    throw new OAuthError(400, "unsupported_grant_type", "The grant type is not supported by the authorization server");
  }
  const given = basicCredentials(request) ?? { id: "", secret: "" };
  const { jumpcloudClientId, jumpcloudClientSecret } = context.credentials;
  if (!sameText(given.id, jumpcloudClientId) || !sameText(given.secret, jumpcloudClientSecret)) {
    throw new OAuthError(401, "invalid_client", "Client authentication failed");
  }
  if (form.get("scope") !== "api") {
    throw new OAuthError(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed");
  }
  const seconds = epochSeconds(now);
  for (const [hash, { expires }] of Object.entries(state.accessTokens)) {
    if (expires <= seconds) Reflect.deleteProperty(state.accessTokens, hash);
  }
  const token = randomId("ory_at_", 43, "base64url");
  state.accessTokens[hashOf(token)] = { expires: seconds + lifetime };
  const body = { access_token: token, expires_in: lifetime, scope: "api", token_type: "bearer" };
  return json(200, body, { "cache-control": "no-store" });
}

/** Whether a bearer token is one of a service account's that has not ended. */
export function isAccessToken({ state, now }: JumpCloudCall, token: string): boolean {
  const known = state.accessTokens[hashOf(token)];
  return known !== undefined && known.expires > epochSeconds(now);
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
