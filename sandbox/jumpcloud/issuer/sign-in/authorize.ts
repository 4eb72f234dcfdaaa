import { randomUUID } from "node:crypto";
import { randomId } from "../../../http/ids.ts";
import { readCookie } from "../../../http/readCookie.ts";
import { empty } from "../../../http/responses.ts";
import { forget, lookUp, remember } from "../../../remember.ts";
import { sameText } from "../../../sameText.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { hostOf } from "../../hosts.ts";
import { epochSeconds, type JumpCloudCall } from "../../JumpCloudCall.ts";
import { setCookie } from "../../portal/cookies.ts";
import { findSession, type SignedIn } from "../../portal/sessions.ts";
import type { OAuthError } from "../../errors.ts";
import type { AcceptedLogin, AuthorizationCode } from "../../state.ts";
import { mayUse } from "../clients.ts";
import { hashOf, issuerOf, issuerUrl, opaqueValue } from "../openIdIssuer.ts";
import { challengeFault } from "../pkce.ts";
import { refuse } from "../refusals.ts";
import { AuthorizationRefused } from "./AuthorizationRefused.ts";
import { type AuthorizationRequest, errorPath, readAuthorizationRequest } from "./readAuthorizationRequest.ts";

/** Hydra's own name: of the browser that began an authorization. */
const csrfCookie = "oauth2_authentication_csrf";
/** How long a person may take to sign in: Hydra's default, in seconds. */
const loginLifetime = 1800;
/** Hydra's default, in seconds. */
const codeLifetime = 600;

/**
 * The authorization endpoint: checks the request, has the person signed in at the console, as Hydra does by a login challenge,
 * and goes on with the login verifier that comes back. The console's address with the challenge is inferred from its
 * sign-in for SAML (`/login?context=sso&redirectTo=…`, observed).
 */
export function authorize(call: JumpCloudCall): SandboxResponse {
  const { searchParams } = call.request.url;
  const verifier = searchParams.get("login_verifier");
  if (verifier !== null) return complete(call, takeAccepted(call, verifier));
  const request = readAuthorizationRequest(call, searchParams);
  if (request.prompt.includes("none") && usableSession(call, request) === undefined) {
    throw request.refuse(
      refuse("login_required", "Prompt 'none' was requested, but no existing login session was found."),
    );
  }
  const seconds = epochSeconds(call.now);
  const challenge = randomId("", 32, "hex");
  const known = readCookie(call.request, csrfCookie);
  const browser = known?.length === 43 ? known : randomId("", 43, "base64url");
  const { logins } = issuerOf(call.organization);
  const login = { query: searchParams.toString(), browser, requestedAt: seconds, expires: seconds + loginLifetime };
  remember(logins, challenge, login, seconds);
  const target = new URL(`https://${hostOf(call.host.region, "console")}/login?context=sso`);
  target.searchParams.set("login_challenge", challenge);
  return empty(302, {
    location: target.href,
    "cache-control": "no-store",
    "set-cookie": setCookie(call, csrfCookie, browser, loginLifetime),
  });
}

/** The browser's session at the console, where this request may go on with it. */
export function usableSession(call: JumpCloudCall, { prompt, maxAge }: AuthorizationRequest): SignedIn | undefined {
  const found = findSession(call);
  if (found === undefined || prompt.includes("login")) return undefined;
  return maxAge !== undefined && epochSeconds(call.now) - found.authTime > maxAge ? undefined : found;
}

/** What a login verifier stands for; once, in the browser that began. */
function takeAccepted(call: JumpCloudCall, verifier: string): AcceptedLogin {
  const { accepted } = issuerOf(call.organization);
  const login = lookUp(accepted, verifier);
  forget(accepted, verifier);
  const stay = (hint: string): AuthorizationRefused =>
    new AuthorizationRefused(refuse("request_forbidden", hint), { page: `${issuerUrl(call)}${errorPath}` });
  if (login === undefined || login.expires <= epochSeconds(call.now)) {
    throw stay("The login verifier has already been used, has not been granted, or is invalid.");
  }
  const cookie = readCookie(call.request, csrfCookie);
  if (cookie === undefined) throw stay("No CSRF value available in the session cookie.");
  if (!sameText(cookie, login.browser))
    throw stay("The CSRF value from the token does not match the CSRF value from the data store.");
  return login;
}

/** Hydra finds it when it would give the code (ory/fosite, flow_authorize_code_auth.go, IsRedirectURISecure). */
function insecureFault(redirectUri: string): OAuthError | undefined {
  const { protocol, hostname } = new URL(redirectUri);
  if (protocol !== "http:" || /^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) return undefined;
  return refuse(
    "invalid_request",
    "Redirect URL is using an insecure protocol, http is only allowed for hosts with suffix 'localhost', for example: http://myapp.localhost/.",
  );
}

/**
 * Gives the application a code for who signed in. That JumpCloud tells it of somebody who may not use it, and by
 * `access_denied`, is inferred: administrators are told to look at the groups when an application shows such an answer.
 */
function complete(call: JumpCloudCall, login: AcceptedLogin): SandboxResponse {
  const { organization } = call;
  const request = readAuthorizationRequest(call, new URLSearchParams(login.query));
  const { client, redirectUri, scopes, state, query } = request;
  const user = organization.users.find(({ id }) => id === login.userId);
  if (user === undefined || !mayUse(organization, user, client)) {
    throw request.refuse(refuse("access_denied", "The user is not authorized to use this application."));
  }
  const fault = insecureFault(redirectUri) ?? challengeFault(query, client.authMethod === "none");
  if (fault !== undefined) throw request.refuse(fault);
  const seconds = epochSeconds(call.now);
  const [nonce, codeChallenge] = [query.get("nonce") ?? "", query.get("code_challenge") ?? ""];
  const code: AuthorizationCode = {
    ...{ id: randomUUID(), clientId: client.id, userId: user.id, scopes, redirectUri: query.get("redirect_uri") ?? "" },
    ...{ authTime: login.authTime, requestedAt: login.requestedAt },
    ...(nonce !== "" && { nonce }),
    ...(codeChallenge !== "" && { codeChallenge }),
    ...{ used: false, expires: seconds + codeLifetime },
  };
  const value = opaqueValue("ac");
  remember(issuerOf(organization).codes, hashOf(value), code, seconds);
  const target = new URL(redirectUri);
  for (const [name, text] of Object.entries({ code: value, scope: scopes.join(" "), state })) {
    target.searchParams.set(name, text);
  }
  return empty(303, { location: target.href, "cache-control": "no-store" });
}
