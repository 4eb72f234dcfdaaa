import { sameText } from "../../sameText.ts";
import { OAuthError, OktaError } from "../errors.ts";
import type { OktaCall } from "../OktaCall.ts";
import type { App, TokenEndpointAuthMethod } from "../state.ts";
import { readAssertion, verifyAssertion } from "./clientAssertion.ts";

/**
 * The client that a token request comes from, proved by its own method of authentication and no other. Statuses and
 * words are Okta's (developer.okta.com/docs/reference/error-codes, OAuth errors); that an unknown client is told in the
 * management API's form is observed. A deactivated client is taken for an unknown one, which is not confirmed.
 * @param tokenEndpoint the URL that was called: a client assertion's audience
 */
export async function authenticateClient(
  call: OktaCall,
  parameters: URLSearchParams,
  tokenEndpoint: string,
): Promise<App> {
  const credentials = readCredentials(call, parameters);
  const app = call.org.apps.find(({ clientId, status }) => clientId === credentials.clientId && status === "ACTIVE");
  if (app === undefined) throw invalidClientId(credentials);
  if (app.authMethod !== credentials.method) throw invalidClient();
  if (credentials.method === "private_key_jwt" || credentials.method === "client_secret_jwt") {
    await verifyAssertion(call, app, credentials.value, tokenEndpoint);
  } else if (!app.secrets.some(({ status, value }) => status === "ACTIVE" && says(credentials, value))) {
    throw new OAuthError(401, "invalid_client", "The client secret supplied for a confidential client is invalid.");
  }
  return app;
}

interface Credentials {
  readonly method: TokenEndpointAuthMethod | "none";
  readonly clientId: string;
  /** The secret, or the assertion. */
  readonly value: string;
  /** The secret as it came, where it may have been form-encoded. */
  readonly raw?: string;
}

function readCredentials({ request }: OktaCall, parameters: URLSearchParams): Credentials {
  const { authorization } = request.headers;
  const clientId = parameters.get("client_id");
  const secret = parameters.get("client_secret");
  const assertion = parameters.get("client_assertion");
  const header = authorization !== undefined;
  if (
    (header && (clientId !== null || secret !== null || assertion !== null)) ||
    (secret !== null && assertion !== null)
  ) {
    throw new OAuthError(
      401,
      "invalid_request",
      "Cannot supply multiple client credentials. Use one of the following: credentials in the Authorization header, credentials in the post body, or a client_assertion in the post body.",
    );
  }
  if (header) return readBasic(authorization);
  if (assertion !== null) {
    const { issuer, method } = readAssertion(assertion, parameters.get("client_assertion_type"));
    return { method, clientId: issuer, value: assertion };
  }
  if (clientId === null) throw new OAuthError(401, "invalid_client", "No client credentials found.");
  return { method: secret === null ? "none" : "client_secret_post", clientId, value: secret ?? "" };
}

/**
 * Both halves are form-encoded (RFC 6749, 2.3.1), which curl and others do not do: ids and secrets of Okta's own look the
 * same either way, and one's own secret is taken both ways.
 */
function readBasic(authorization: string): Credentials {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization)?.[1] ?? "";
  const [, clientId, secret] = /^([^:]+):(.*)$/s.exec(Buffer.from(encoded, "base64").toString("utf8")) ?? [];
  if (clientId === undefined || secret === undefined) {
    throw new OAuthError(401, "invalid_client", "Found Authentication header but was not valid client credentials.");
  }
  return { method: "client_secret_basic", clientId: decode(clientId), value: decode(secret), raw: secret };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function says({ value, raw = value }: Credentials, secret: string): boolean {
  return sameText(value, secret) || sameText(raw, secret);
}

function invalidClientId({ method }: Credentials): OAuthError | OktaError {
  return method === "private_key_jwt" || method === "client_secret_jwt"
    ? new OAuthError(401, "invalid_client", "The issuer claim for client_assertion is not a valid client_id.")
    : new OktaError(401, "invalid_client", "Invalid value for 'client_id' parameter.");
}

function invalidClient(): OAuthError {
  return new OAuthError(
    401,
    "invalid_client",
    "Client authentication failed. Either the client or the client credentials are invalid.",
  );
}
