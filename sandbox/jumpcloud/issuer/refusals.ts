import { OAuthError } from "../errors.ts";

/**
 * ORY Hydra's refusals (ory/fosite, errors.go): the code with its status and description, to which a hint is added.
 * Whether JumpCloud's Hydra adds the older fields (`error_hint`, `status_code`) is not known; newer ones do not.
 */
const refusals = {
  invalid_request: [
    400,
    "The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.",
  ],
  unauthorized_client: [400, "The client is not authorized to request a token using this method."],
  access_denied: [403, "The resource owner or authorization server denied the request."],
  unsupported_response_type: [400, "The authorization server does not support obtaining a token using this method."],
  unsupported_response_mode: [
    400,
    "The authorization server does not support obtaining a response using this response mode.",
  ],
  invalid_scope: [400, "The requested scope is invalid, unknown, or malformed."],
  invalid_state: [400, "The state is missing or does not have enough characters and is therefore considered too weak."],
  insufficient_entropy: [
    403,
    "The request used a security parameter (e.g., anti-replay, anti-csrf) with insufficient entropy.",
  ],
  invalid_client: [
    401,
    "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).",
  ],
  invalid_grant: [
    400,
    "The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
  ],
  token_inactive: [401, "Token is inactive because it is malformed, expired or otherwise invalid."],
  login_required: [400, "The Authorization Server requires End-User authentication."],
  request_forbidden: [403, "The request is not allowed."],
  request_unauthorized: [401, "The request could not be authorized."],
  request_not_supported: [400, "The OP does not support use of the request parameter."],
  request_uri_not_supported: [400, "The OP does not support use of the request_uri parameter."],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof refusals;

/** What is said where there is nothing more exact. */
const usualHints: Partial<Record<RefusalCode, string>> = {
  invalid_request:
    "Make sure that the various parameters are correct, be aware of case sensitivity and trim your parameters. Make sure that the client you are using has exactly whitelisted the redirect_uri you specified.",
  token_inactive: "Token validation failed.",
  request_unauthorized: "Check that you provided valid credentials in the right format.",
};

export function refuse(code: RefusalCode, hint: string | undefined = usualHints[code]): OAuthError {
  const [status, description] = refusals[code];
  return new OAuthError(status, code, hint === undefined ? description : `${description} ${hint}`);
}
