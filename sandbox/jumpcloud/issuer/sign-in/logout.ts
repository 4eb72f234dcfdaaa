import { compactVerify, createLocalJWKSet, errors } from "jose";
import { readCookie } from "../../../http/readCookie.ts";
import { forget } from "../../../remember.ts";
import { renderPage } from "../../../pages/page.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { JumpCloudCall } from "../../JumpCloudCall.ts";
import { sessionCookie, setCookie } from "../../portal/cookies.ts";
import { publicJwk } from "../keys.ts";
import { issuerOf, issuerUrl } from "../openIdIssuer.ts";
import { refuse } from "../refusals.ts";
import { AuthorizationRefused } from "./AuthorizationRefused.ts";
import { errorPath } from "./readAuthorizationRequest.ts";

/**
 * The end-session endpoint: ends the browser's session, and says so on a page. No setting of an application's registers a place
 * to go to afterwards, so asking for one is refused as Hydra refuses it.
 */
export async function logout(call: JumpCloudCall): Promise<SandboxResponse> {
  const { organization, request } = call;
  const { searchParams } = request.url;
  const hint = searchParams.get("id_token_hint");
  const stay = (text: string): AuthorizationRefused =>
    new AuthorizationRefused(refuse("invalid_request", `Logout failed because ${text}`), {
      page: `${issuerUrl(call)}${errorPath}`,
    });
  if (hint !== null && !(await isOwnToken(call, hint))) throw stay("the id_token_hint is not one of this issuer's.");
  if (searchParams.has("post_logout_redirect_uri")) {
    throw stay(
      hint === null
        ? "query parameter post_logout_redirect_uri is set but id_token_hint is missing."
        : "query parameter post_logout_redirect_uri is not a whitelisted as a post_logout_redirect_uri for the client.",
    );
  }
  forget(organization.sessions, readCookie(request, sessionCookie) ?? "");
  return renderPage({
    vendor: "JumpCloud",
    status: 200,
    title: "You are signed out",
    body: "<p>You may close this window.</p>",
    cookies: [setCookie(call, sessionCookie, "", 0)],
  });
}

/** Expired ones count too (OpenID Connect RP-Initiated Logout, 2). */
async function isOwnToken({ organization }: JumpCloudCall, token: string): Promise<boolean> {
  const keys = { keys: [await publicJwk(issuerOf(organization))] };
  try {
    await compactVerify(token, createLocalJWKSet(keys), { algorithms: ["RS256"] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}
