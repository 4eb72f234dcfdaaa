import type { JumpCloudCall } from "../../JumpCloudCall.ts";
import type { OAuthError } from "../../errors.ts";
import { type Client, findClient } from "../clients.ts";
import { leastEntropy, scopesOf } from "../issueTokens.ts";
import { issuerUrl } from "../openIdIssuer.ts";
import { refuse } from "../refusals.ts";
import { AuthorizationRefused } from "./AuthorizationRefused.ts";

export interface AuthorizationRequest {
  readonly client: Client;
  /** Registered, character by character. */
  readonly redirectUri: string;
  readonly state: string;
  readonly scopes: readonly string[];
  readonly prompt: readonly string[];
  /** How old a sign-in may be, in seconds. */
  readonly maxAge: number | undefined;
  readonly query: URLSearchParams;
  /** Tells the application of an error. */
  refuse(error: OAuthError): AuthorizationRefused;
}

/** Where Hydra tells of errors that it cannot tell the application, unless it is configured otherwise. */
export const errorPath = "oauth2/fallbacks/error";

/**
 * Reads an authorization request in the order of ory/fosite (authorize_request_handler.go): what is wrong before the redirect
 * URI is known to be the client's own stays with the issuer, the rest goes to the application.
 * @throws AuthorizationRefused
 */
export function readAuthorizationRequest(call: JumpCloudCall, query: URLSearchParams): AuthorizationRequest {
  const stay = (error: OAuthError): AuthorizationRefused =>
    new AuthorizationRefused(error, { page: `${issuerUrl(call)}${errorPath}` });
  const client = findClient(call.organization, query.get("client_id") ?? "");
  if (client === undefined) throw stay(refuse("invalid_client", "The requested OAuth 2.0 Client does not exist."));
  const redirectUri = redirectUriOf(client, query.get("redirect_uri") ?? "");
  if (redirectUri === undefined) {
    throw stay(
      refuse(
        "invalid_request",
        "The 'redirect_uri' parameter does not match any of the OAuth 2.0 Client's pre-registered redirect urls.",
      ),
    );
  }
  const state = query.get("state") ?? "";
  const tell = (error: OAuthError): AuthorizationRefused =>
    new AuthorizationRefused(error, { redirectUri, state: query.get("state") });
  const fault = faultOf(client, query, state);
  if (fault !== undefined) throw tell(fault);
  const maxAge = query.get("max_age");
  return {
    client,
    redirectUri,
    state,
    scopes: words(query.get("scope")),
    prompt: words(query.get("prompt")),
    maxAge: maxAge === null ? undefined : Number(maxAge),
    query,
    refuse: tell,
  };
}

/** Without one in the request, the only one that there is. */
function redirectUriOf({ redirectUris }: Client, asked: string): string | undefined {
  const [only, ...others] = redirectUris;
  const found = asked === "" && others.length === 0 ? only : redirectUris.find((uri) => uri === asked);
  return found !== undefined && URL.canParse(found) && new URL(found).hash === "" ? found : undefined;
}

function faultOf(client: Client, query: URLSearchParams, state: string): OAuthError | undefined {
  if (query.has("request")) return refuse("request_not_supported");
  if (query.has("request_uri")) return refuse("request_uri_not_supported");
  const mode = query.get("response_mode");
  if (mode !== null && mode !== "query") {
    return refuse("unsupported_response_mode", `The client is not allowed to request response_mode '${mode}'.`);
  }
  const unknown = words(query.get("scope")).find((scope) => !scopesOf(client).includes(scope));
  if (unknown !== undefined) {
    return refuse("invalid_scope", `The OAuth 2.0 Client is not allowed to request scope '${unknown}'.`);
  }
  const type = query.get("response_type") ?? "";
  if (type === "") {
    return refuse("unsupported_response_type", "The request is missing the 'response_type' parameter.");
  }
  if (type !== "code") {
    return refuse("unsupported_response_type", `The client is not allowed to request response_type '${type}'.`);
  }
  if (state.length < leastEntropy) {
    return refuse(
      "invalid_state",
      `Request parameter 'state' must be at least be ${leastEntropy} characters long to ensure sufficient entropy.`,
    );
  }
  return promptFault(query);
}

function promptFault(query: URLSearchParams): OAuthError | undefined {
  const prompt = words(query.get("prompt"));
  const unknown = prompt.find((word) => !["login", "none", "consent", "select_account"].includes(word));
  if (unknown !== undefined) return refuse("invalid_request", `Used unknown value '${unknown}' for prompt parameter`);
  if (prompt.includes("none") && prompt.length > 1) {
    return refuse(
      "invalid_request",
      "Parameter 'prompt' was set to 'none', but contains other values as well which is not allowed.",
    );
  }
  const maxAge = query.get("max_age");
  return maxAge === null || /^\d{1,9}$/.test(maxAge) ? undefined : refuse("invalid_request");
}

function words(text: string | null): readonly string[] {
  return [...new Set((text ?? "").split(" ").filter((word) => word !== ""))];
}
