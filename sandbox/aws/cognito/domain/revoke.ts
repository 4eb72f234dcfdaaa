import { empty } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { allowsRevocation } from "../clientSettings.ts";
import { findRefreshToken, revokeOrigin } from "../refreshTokens.ts";
import { authenticateClient } from "./authenticateClient.ts";
import { domainHeaders, type DomainCall } from "./DomainCall.ts";
import { OAuthError } from "./OAuthError.ts";
import { formParameters, hasDuplicates } from "./parameters.ts";

/** A signed JWT, as access and ID tokens are; refresh tokens have five parts. */
const signedToken = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/**
 * The revocation endpoint (developer guide, "The token revocation endpoint"): voids a refresh token of the client, and all
 * access and ID tokens of the same sign-in. A token that is none, or another client's, is answered like one that was revoked.
 */
export function revoke(call: DomainCall): SandboxResponse {
  const form = formParameters(call.request);
  const value = form.get("token") ?? "";
  if (value === "" || hasDuplicates(form)) throw new OAuthError("invalid_request");
  const client = authenticateClient(call, form, 401);
  if (!allowsRevocation(client)) throw new OAuthError("invalid_request");
  if (signedToken.test(value)) throw new OAuthError("unsupported_token_type");
  const entry = findRefreshToken(call.pool, value, call.seconds);
  if (entry?.clientId === client.clientId) revokeOrigin(call.pool, entry.originJti, call.seconds);
  return empty(200, { ...domainHeaders(call), "access-control-allow-origin": "*" });
}
