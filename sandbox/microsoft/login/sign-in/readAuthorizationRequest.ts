import { readScopes } from "../entra/delegatedScopes.ts";
import { EntraError } from "../EntraError.ts";
import type { LoginCall } from "../LoginCall.ts";
import { required } from "../parameters.ts";
import { unsupported } from "../refusals.ts";
import { hintedName } from "../tokens/loginHint.ts";
import type { AnswerTarget, AuthorizationRequest, Prompt, ResponseType } from "./AuthorizationRequest.ts";

const responseTypes: readonly string[] = ["code", "id_token", "code id_token", "token", "id_token token"];

/**
 * The rest of an authorization request. Throws an EntraError for what is wrong with it, which goes to the application. The
 * `error` of some of them, and the words where Microsoft's list has none, are inferred.
 */
export function readAuthorizationRequest(call: LoginCall, target: AnswerTarget): AuthorizationRequest {
  const { directory, application, parameters, version } = target;
  refuseUnplayed(call, parameters);
  const responseType = readResponseType(target);
  checkResponseMode(parameters, responseType);
  const scopeText = version === 2 ? required(parameters, "scope") : (parameters.get("scope") ?? "openid");
  const scopes = scopeText.split(" ").filter((scope) => scope !== "");
  const hasIdToken = responseType.includes("id_token");
  const nonce = parameters.get("nonce") ?? undefined;
  if (hasIdToken && !scopes.includes("openid")) {
    throw new EntraError(
      400,
      "unsupported_response_type",
      70005,
      "The response_type 'id_token' requires the 'openid' scope.",
    );
  }
  if (hasIdToken && nonce === undefined) {
    throw new EntraError(400, "invalid_request", 90014, "The required field 'nonce' is missing.");
  }
  const resource = version === 1 ? (parameters.get("resource") ?? undefined) : undefined;
  return {
    ...target,
    responseType,
    scopes,
    asked: readScopes(directory, application, scopes, resource),
    resource,
    nonce,
    codeChallenge: readChallenge(parameters),
    prompt: readPrompt(call, parameters),
    loginHint: hintedName(directory, parameters.get("login_hint") ?? ""),
    maxAge: readMaxAge(parameters),
    wantsClientInfo: parameters.get("client_info") === "1",
  };
}

function refuseUnplayed(call: LoginCall, parameters: URLSearchParams): void {
  const unplayed = ["request", "request_uri"].find((name) => parameters.has(name));
  if (unplayed !== undefined) throw unsupported(call, `the sandbox does not look at the parameter ${unplayed}`);
  if (hasEssentialClaim(parameters.get("claims"))) {
    throw unsupported(call, "the sandbox has none of the claims that the parameter claims calls essential");
  }
}

/**
 * Whether a request for single claims (OpenID Connect Core, 5.5) has one that must not be missing. The others, of which
 * MSAL asks for some at each sign-in, may be left out, and are.
 */
function hasEssentialClaim(claims: string | null): boolean {
  if (claims === null || claims === "") return false;
  try {
    const request = JSON.parse(claims) as Record<string, Record<string, { essential?: unknown } | null> | null> | null;
    const single = Object.values(request ?? {}).flatMap((ofToken) => Object.values(ofToken ?? {}));
    return single.some((claim) => claim?.essential === true);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new EntraError(400, "invalid_request", 90023, "The value of 'claims' is not a JSON object.");
  }
}

function readResponseType({ application, parameters }: AnswerTarget): ResponseType {
  const given = required(parameters, "response_type").split(" ").sort();
  const { enableAccessTokenIssuance, enableIdTokenIssuance } = application.web.implicitGrantSettings;
  if (given.includes("token") && !enableAccessTokenIssuance) throw notEnabled(700051, "token");
  const type = given.join(" ");
  if (!responseTypes.includes(type)) {
    throw new EntraError(400, "unsupported_response_type", 70005, `The response_type '${type}' is not supported.`);
  }
  if (given.includes("id_token") && !enableIdTokenIssuance) throw notEnabled(700054, "id_token");
  return type as ResponseType;
}

function notEnabled(number: number, type: string): EntraError {
  return new EntraError(
    400,
    "unsupported_response_type",
    number,
    `response_type '${type}' is not enabled for the application.`,
  );
}

function checkResponseMode(parameters: URLSearchParams, responseType: ResponseType): void {
  const mode = parameters.get("response_mode") ?? "";
  const known = ["", "query", "fragment", "form_post"].includes(mode);
  if (known && !(mode === "query" && responseType !== "code")) return;
  const when = known ? " when requesting a token" : "";
  throw new EntraError(400, "invalid_request", 70007, `'${mode}' is not a supported value of 'response_mode'${when}.`);
}

function readChallenge(parameters: URLSearchParams): AuthorizationRequest["codeChallenge"] {
  const value = parameters.get("code_challenge");
  if (value === null) return undefined;
  const method = parameters.get("code_challenge_method") ?? "plain";
  if (method !== "S256" && method !== "plain") {
    throw new EntraError(400, "invalid_request", 50149, "Invalid Code_Challenge_method parameter.");
  }
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(value)) {
    throw new EntraError(400, "invalid_request", 501491, "Invalid size of Code_Challenge parameter.");
  }
  return { value, method };
}

function readPrompt(call: LoginCall, parameters: URLSearchParams): Prompt | undefined {
  const prompt = parameters.get("prompt");
  if (prompt === null || prompt === "") return undefined;
  if (prompt === "login" || prompt === "none" || prompt === "select_account") return prompt;
  if (prompt === "consent" || prompt === "admin_consent" || prompt === "create") {
    throw unsupported(call, `the sandbox has no page for prompt=${prompt}`);
  }
  throw new EntraError(400, "invalid_request", 90023, `Unsupported 'prompt' value '${prompt}'.`);
}

function readMaxAge(parameters: URLSearchParams): number | undefined {
  const maxAge = parameters.get("max_age");
  if (maxAge === null) return undefined;
  if (!/^\d{1,9}$/.test(maxAge)) throw new EntraError(400, "invalid_request", 90023, "Invalid 'max_age' value.");
  return Number(maxAge);
}
