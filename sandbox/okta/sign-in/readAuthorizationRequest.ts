import type { OktaCall } from "../OktaCall.ts";
import { unsupported } from "../OktaCall.ts";
import { orgScopes } from "../oauth/metadata.ts";
import { issuerAt, type Issuer } from "../oauth/Issuer.ts";
import type { App } from "../state.ts";
import type { AnswerTarget } from "./answerApplication.ts";
import { AuthorizationRefused } from "./AuthorizationRefused.ts";
import { redirectUrisOf } from "./redirectUris.ts";

export interface AuthorizationRequest extends AnswerTarget {
  readonly issuer: Issuer;
  readonly app: App;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  /** By S256. */
  readonly codeChallenge: string | undefined;
  readonly prompt: readonly string[];
  /** The user name that it suggests; may be empty. */
  readonly loginHint: string;
  /** How old a sign-in may be, in seconds. */
  readonly maxAge: number | undefined;
  /** Its path and query, to come back to. */
  readonly path: string;
}

const known = { prompts: ["none", "login", "consent"], oidcScopes: new Set(orgScopes) };

/**
 * Reads an authorization request for a code. Statuses and words of the refusals are those of Okta's list
 * (developer.okta.com/docs/reference/error-codes, OAuth errors); in which order Okta looks is not documented.
 * @param serverId undefined for the org's own authorization server
 * @throws AuthorizationRefused
 */
export function readAuthorizationRequest(
  call: OktaCall,
  serverId: string | undefined,
  query: URLSearchParams,
): AuthorizationRequest {
  const issuer = issuerAt(call, serverId);
  const app = call.org.apps.find(({ clientId, status }) => clientId === query.get("client_id") && status === "ACTIVE");
  if (app === undefined) throw new AuthorizationRefused("invalid_client", "Invalid value for 'client_id' parameter.");
  if (app.applicationType === undefined || app.applicationType === "service") {
    throw new AuthorizationRefused(
      "invalid_request",
      "Clients with 'application_type' of 'service' are not allowed to access the 'authorize' endpoint.",
    );
  }
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!redirectUrisOf(app, "redirect_uris").includes(redirectUri)) {
    throw new AuthorizationRefused(
      "invalid_request",
      "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.",
    );
  }
  const state = query.get("state") ?? undefined;
  const target = { redirectUri, responseMode: readResponseMode(call, query), state };
  const refuse = (error: string, description: string): never => {
    throw new AuthorizationRefused(error, description, target);
  };
  const twice = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (twice.length > 0) {
    refuse("invalid_request", `Duplicate parameter provided in request. Duplicated parameters: [${twice.join(", ")}].`);
  }
  if (query.has("request") || query.has("request_uri") || query.has("sessionToken") || query.has("idp")) {
    throw unsupported(call, "the sandbox's Okta reads no request objects, session tokens or identity providers");
  }
  if (state === undefined || state === "") {
    refuse("invalid_request", "The authentication request has an invalid 'state' parameter.");
  }
  checkResponseType(app, query.get("response_type"), refuse);
  return {
    ...target,
    ...{ issuer, app },
    scopes: readScopes(call, issuer, query.get("scope"), refuse),
    nonce: query.get("nonce") ?? undefined,
    codeChallenge: readChallenge(app, query, refuse),
    prompt: readPrompt(query.get("prompt"), refuse),
    loginHint: query.get("login_hint") ?? "",
    maxAge: readMaxAge(query.get("max_age"), refuse),
    path: `${new URL(issuer.endpoints).pathname}/v1/authorize?${query.toString()}`,
  };
}

type Refuse = (error: string, description: string) => never;

function readResponseMode(call: OktaCall, query: URLSearchParams): AnswerTarget["responseMode"] {
  const mode = query.get("response_mode") ?? "query";
  if (mode === "query" || mode === "fragment") return mode;
  throw unsupported(call, `the sandbox's Okta has no response mode ${mode}`);
}

function checkResponseType(app: App, type: string | null, refuse: Refuse): void {
  if (type === "code" && app.responseTypes.includes("code") && app.grantTypes.includes("authorization_code")) return;
  const configured = app.responseTypes.join(", ");
  refuse(
    "unsupported_response_type",
    `The response type is not supported by the authorization server. Configured response types: [${configured}].`,
  );
}

function readScopes(call: OktaCall, { server }: Issuer, scope: string | null, refuse: Refuse): readonly string[] {
  const scopes = [...new Set((scope ?? "").split(" ").filter((name) => name !== ""))];
  if (scopes.length === 0) refuse("invalid_scope", "No scopes were requested.");
  const configured = server?.scopes.map(({ name }) => name) ?? orgScopes;
  if (!scopes.every((name) => configured.includes(name))) {
    refuse("invalid_scope", "One or more scopes are not configured for the authorization server resource.");
  }
  if (scopes.some((name) => known.oidcScopes.has(name)) && !scopes.includes("openid")) {
    refuse("invalid_scope", "Requests for ID tokens or access tokens with OpenID scopes require the 'openid' scope.");
  }
  const asksForConsent = server?.scopes.some(({ name, consent }) => scopes.includes(name) && consent !== "IMPLICIT");
  if (scopes.includes("offline_access") || scopes.includes("device_sso") || asksForConsent) {
    throw unsupported(call, "the sandbox's Okta gives people no refresh tokens and asks them for no consent");
  }
  return scopes;
}

function readChallenge(app: App, query: URLSearchParams, refuse: Refuse): string | undefined {
  const challenge = query.get("code_challenge");
  if (challenge === null) {
    if (app.pkceRequired) refuse("invalid_request", "PKCE code challenge is required by the application.");
    return undefined;
  }
  if (query.get("code_challenge_method") !== "S256") {
    refuse("invalid_request", "PKCE code challenge method is not supported. Valid values: [S256]");
  }
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    refuse("invalid_request", "PKCE code challenge contains illegal characters.");
  }
  return challenge;
}

function readPrompt(value: string | null, refuse: Refuse): readonly string[] {
  const prompt = (value ?? "").split(" ").filter((word) => word !== "");
  if (!prompt.every((word) => known.prompts.includes(word)) || (prompt.includes("none") && prompt.length > 1)) {
    refuse(
      "invalid_request",
      "Invalid value for 'prompt' parameter. Supported values: [none, login, consent, login consent]",
    );
  }
  return prompt;
}

function readMaxAge(value: string | null, refuse: Refuse): number | undefined {
  if (value === null) return undefined;
  if (!/^\d{1,10}$/.test(value) || Number(value) > 2 ** 31 - 1) {
    refuse("invalid_request", "Invalid value for 'max_age' parameter. It should be within range 0 - 2^31-1.");
  }
  return Number(value);
}
