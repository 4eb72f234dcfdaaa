import { lookUp } from "../../../../remember.ts";
import { allowsFlow } from "../../clientSettings.ts";
import { noteUnsupported, type DomainCall } from "../DomainCall.ts";
import { hasDuplicates, words } from "../parameters.ts";
import { refuseOnPage, SignInRefused } from "../SignInRefused.ts";
import { refuseToApplication } from "./answerApplication.ts";
import {
  type AnswerTarget,
  type AuthorizationRequest,
  ownDirectory,
  type ResponseType,
} from "./AuthorizationRequest.ts";

/**
 * Reads an authorization request, from the query of `/oauth2/authorize` or of a page that goes on with it. What is wrong
 * before the redirect URI is known to be the client's own is told on Cognito's page, the rest to the application
 * (developer guide, "The redirect and authorization endpoint").
 * @throws SignInRefused
 */
export function readAuthorizationRequest(call: DomainCall, query: URLSearchParams): AuthorizationRequest {
  const target = readAnswerTarget(call, query);
  const responseType = readResponseType(target);
  return {
    ...target,
    responseType,
    scopes: readScopes(target),
    nonce: query.get("nonce") ?? undefined,
    codeChallenge: readChallenge(target),
    prompt: readPrompt(call, target),
    loginHint: query.get("login_hint") ?? "",
    maxAge: readMaxAge(call, target),
    resource: readResource(call, target, responseType),
    provider: readProvider(call, target),
  };
}

/** The order of the checks is not documented. */
function readAnswerTarget({ pool }: DomainCall, query: URLSearchParams): AnswerTarget {
  const clientId = query.get("client_id");
  const redirectUri = query.get("redirect_uri");
  if (hasDuplicates(query)) throw refuseOnPage("invalid_request", clientId);
  // Recorded: such an error page has the query of the request, and says what it lacks.
  if (redirectUri === null || redirectUri === "" || clientId === null || clientId === "") {
    throw new SignInRefused(`/error?${query.toString()}`, "a required parameter is missing");
  }
  const client = lookUp(pool.clients, clientId);
  if (client === undefined) throw refuseOnPage("invalid_request", clientId);
  const { AllowedOAuthFlowsUserPoolClient, CallbackURLs = [] } = client.settings;
  if (!AllowedOAuthFlowsUserPoolClient) {
    throw refuseOnPage("unauthorized_client", clientId, "Client is not enabled for OAuth2.0 flows.");
  }
  if (!CallbackURLs.includes(redirectUri)) throw refuseOnPage("redirect_mismatch", clientId);
  const inFragment = query.get("response_type") === "token";
  return { client, redirectUri, state: query.get("state") ?? undefined, inFragment, query };
}

function readResponseType(target: AnswerTarget): ResponseType {
  const type = target.query.get("response_type");
  if (type !== "code" && type !== "token") throw refuseToApplication(target, "invalid_request");
  if (!allowsFlow(target.client, type === "code" ? "code" : "implicit")) {
    throw refuseToApplication(target, "unauthorized_client");
  }
  return type;
}

/**
 * The scopes that were asked for, or else all of the client's. One that the client is not allowed is refused, in the form
 * that was recorded; so are `email`, `phone` and `profile` without `openid`, which the developer guide rules out.
 */
function readScopes(target: AnswerTarget): readonly string[] {
  const { AllowedOAuthScopes = [] } = target.client.settings;
  const asked = words(target.query.get("scope") ?? "");
  const scopes = asked.length === 0 ? AllowedOAuthScopes : asked;
  const needsOpenId = ["email", "phone", "profile"].some((scope) => scopes.includes(scope));
  if (!scopes.every((scope) => AllowedOAuthScopes.includes(scope)) || (needsOpenId && !scopes.includes("openid"))) {
    throw refuseToApplication(target, "invalid_request", "invalid_scope");
  }
  return scopes;
}

/** Only S256, which has to be named; its value has 43 characters (RFC 7636). */
function readChallenge(target: AnswerTarget): string | undefined {
  const challenge = target.query.get("code_challenge");
  const method = target.query.get("code_challenge_method");
  if (challenge === null && method === null) return undefined;
  if (method !== "S256" || challenge === null || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    throw refuseToApplication(target, "invalid_request");
  }
  return challenge;
}

function readPrompt({ domain }: DomainCall, target: AnswerTarget): readonly string[] {
  if (domain.managedLoginVersion === 1) return [];
  const prompt = words(target.query.get("prompt") ?? "");
  const known = prompt.every((word) => ["none", "login", "select_account", "consent"].includes(word));
  if (!known || (prompt.includes("none") && prompt.length > 1)) throw refuseToApplication(target, "invalid_request");
  return prompt;
}

function readMaxAge(call: DomainCall, target: AnswerTarget): number | undefined {
  if (call.domain.managedLoginVersion === 2 && target.query.has("acr_values") && !isLite(call)) {
    noteUnsupported(call, "the sandbox has one level of authentication: acr_values cannot be honoured");
    throw refuseToApplication(target, "invalid_request");
  }
  const maxAge = target.query.get("max_age");
  if (maxAge === null) return undefined;
  if (!/^\d{1,9}$/.test(maxAge)) throw refuseToApplication(target, "invalid_request");
  return Number(maxAge);
}

/** Resource binding takes the code flow, managed login and more than the Lite plan; how it is refused elsewhere is not documented. */
function readResource(call: DomainCall, target: AnswerTarget, responseType: ResponseType): string | undefined {
  const resource = target.query.get("resource");
  if (resource === null) return undefined;
  if (responseType !== "code" || call.domain.managedLoginVersion === 1 || isLite(call)) {
    noteUnsupported(call, "resource binding needs the code flow, managed login and the Essentials or Plus plan");
    throw refuseToApplication(target, "invalid_request");
  }
  const scheme = URL.canParse(resource) ? new URL(resource).protocol : "";
  const isAllowed = resource.includes("://") && (scheme !== "http:" || new URL(resource).hostname === "localhost");
  if (scheme === "" || !isAllowed) throw refuseToApplication(target, "invalid_request");
  return resource;
}

/** The identity provider that is named, by its name or by one of its identifiers, where the client supports it. */
function readProvider({ pool }: DomainCall, { client, query }: AnswerTarget): string | undefined {
  const identifier = query.get("idp_identifier");
  const identified = Object.values(pool.identityProviders).find(
    ({ identifiers }) => identifier !== null && identifiers.includes(identifier),
  );
  const name = query.get("identity_provider") ?? (identifier === null ? undefined : (identified?.name ?? ""));
  const { SupportedIdentityProviders = [] } = client.settings;
  const available =
    name === undefined ? SupportedIdentityProviders.length > 0 : SupportedIdentityProviders.includes(name);
  const exists = name === undefined || name === ownDirectory || Object.hasOwn(pool.identityProviders, name);
  if (available && exists) return name;
  throw refuseOnPage("invalid_request", client.clientId, "Login option is not available. Please try another one");
}

function isLite({ pool }: DomainCall): boolean {
  return pool.settings.UserPoolTier === "LITE";
}
