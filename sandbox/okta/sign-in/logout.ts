import { empty } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { issuerAt, verifyToken } from "../oauth/Issuer.ts";
import type { OktaCall } from "../OktaCall.ts";
import { AuthorizationRefused } from "./AuthorizationRefused.ts";
import { redirectUrisOf } from "./redirectUris.ts";
import { endSession, findSession } from "./sessions.ts";
import { signInPath } from "./signInPage.ts";

export async function orgLogout(call: OktaCall): Promise<SandboxResponse> {
  return end(call, undefined);
}

export async function logout(call: OktaCall, { serverId }: { serverId: string }): Promise<SandboxResponse> {
  return end(call, serverId);
}

/**
 * Ends the browser's session where it is that of the ID token's subject, and goes to the application's registered address
 * or to the sign-in page. Without a session it only goes on (Okta, "OpenID Connect & OAuth 2.0", /logout).
 * @throws AuthorizationRefused on a page of Okta's, for a token that is invalid or expired and for an unregistered address
 */
async function end(call: OktaCall, serverId: string | undefined): Promise<SandboxResponse> {
  const { searchParams } = call.request.url;
  const { audience, subject } = await readHint(call, serverId, searchParams.get("id_token_hint") ?? "");
  const back = searchParams.get("post_logout_redirect_uri");
  const app = call.org.apps.find(({ clientId }) => clientId === audience);
  if (back !== null && (app === undefined || !redirectUrisOf(app, "post_logout_redirect_uris").includes(back))) {
    throw new AuthorizationRefused(
      "invalid_request",
      "The 'post_logout_redirect_uri' parameter must be a Logout redirect URI in the client app settings.",
    );
  }
  const target = new URL(back ?? signInPath, call.baseUrl);
  const state = searchParams.get("state");
  if (back !== null && state !== null) target.searchParams.set("state", state);
  const isOwn = findSession(call)?.user.id === subject;
  return empty(302, { location: target.href, ...(isOwn && { "set-cookie": endSession(call) }) });
}

async function readHint(call: OktaCall, serverId: string | undefined, token: string) {
  const claims = await verifyToken(call, issuerAt(call, serverId), token);
  if (claims !== undefined) return { audience: [claims.aud].flat()[0], subject: claims.sub };
  throw new AuthorizationRefused("invalid_token", "The id token is invalid.");
}
