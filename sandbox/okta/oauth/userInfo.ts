import { json } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { byId } from "../lists.ts";
import type { OktaCall } from "../OktaCall.ts";
import { peopleOf } from "../people/peopleOf.ts";
import { issuerAt, verifyToken } from "./Issuer.ts";
import { ownClaims } from "./ownClaims.ts";
import { userClaims } from "./userClaims.ts";

export async function orgUserinfo(call: OktaCall): Promise<SandboxResponse> {
  return tell(call, undefined);
}

export async function userinfo(call: OktaCall, { serverId }: { serverId: string }): Promise<SandboxResponse> {
  return tell(call, serverId);
}

/**
 * What the scopes of an access token open, and the person's id in any case. The refusals' headers are documented (Okta,
 * "OpenID Connect & OAuth 2.0", /userinfo), that they have no body is not.
 */
async function tell(call: OktaCall, serverId: string | undefined): Promise<SandboxResponse> {
  const issuer = issuerAt(call, serverId);
  const [scheme, token = ""] = (call.request.headers["authorization"] ?? "").split(/ +/, 2);
  const claims = scheme?.toLowerCase() === "bearer" ? await verifyToken(call, issuer, token) : undefined;
  const user = byId(peopleOf(call.org).users, String(claims?.["uid"]));
  const app = call.org.apps.find(({ clientId, status }) => clientId === claims?.["cid"] && status === "ACTIVE");
  if (claims?.aud !== issuer.audience || app === undefined || user?.status !== "ACTIVE") {
    return refusal(401, "invalid_token", "The access token is invalid");
  }
  const scopes = claims["scp"] as readonly string[];
  if (!scopes.includes("openid")) {
    return refusal(
      403,
      "insufficient_scope",
      "The access token must provide access to at least one of these scopes - profile, email, address or phone",
    );
  }
  const own = issuer.server && ownClaims(call, issuer.server, app, { granted: scopes, type: "IDENTITY" });
  return json(200, { sub: user.id, ...userClaims(user, scopes), ...own });
}

function refusal(status: number, error: string, description: string): SandboxResponse {
  return {
    status,
    headers: { "www-authenticate": `Bearer error="${error}", error_description="${description}"` },
  };
}
