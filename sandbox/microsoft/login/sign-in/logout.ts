import type { SandboxResponse } from "../../../Vendor.ts";
import { findTenant } from "../entra/findTenant.ts";
import type { LoginCall } from "../LoginCall.ts";
import { once } from "../parameters.ts";
import { endSession } from "./sessions.ts";
import { signedOutPage } from "./pages/signedOutPage.ts";

/**
 * Ends the browser's session, and goes to `post_logout_redirect_uri` where that is a registered redirect URI of the
 * directory (which application's, Entra knows from the session) [doc].
 */
export function logout(call: LoginCall, { tenant }: { tenant: string }): SandboxResponse {
  const directory = findTenant(call.state, tenant);
  const parameters = once(call.request.url.searchParams);
  const cookie = endSession(call, directory);
  const back = parameters.get("post_logout_redirect_uri");
  const registered = Object.values(directory.applications).flatMap(({ web }) => web.redirectUris);
  if (back === null || !registered.includes(back)) return signedOutPage([cookie]);
  const state = parameters.get("state");
  const query = state === null ? "" : `${back.includes("?") ? "&" : "?"}${new URLSearchParams({ state }).toString()}`;
  return { status: 302, headers: { location: `${back}${query}`, "cache-control": "no-store", "set-cookie": [cookie] } };
}
