import { basicCredentials } from "../../../http/basicCredentials.ts";
import { lookUp } from "../../../remember.ts";
import { sameText } from "../../../sameText.ts";
import type { AppClient } from "../state.ts";
import type { DomainCall } from "./DomainCall.ts";
import { OAuthError } from "./OAuthError.ts";

/**
 * The client that a request comes from: by HTTP Basic, or by `client_id` and `client_secret` in the form. A client with
 * secrets has to prove one of them, and one without must not send any. Statuses and descriptions are recorded ones, except
 * for what a public client sends too much.
 * @param status of a refusal, which differs from endpoint to endpoint
 */
export function authenticateClient({ request, pool }: DomainCall, form: URLSearchParams, status: 400 | 401): AppClient {
  const basic = basicCredentials(request);
  const named = form.get("client_id");
  if (basic === undefined && request.headers["authorization"] !== undefined) {
    throw new OAuthError("invalid_client", undefined, status);
  }
  if (basic !== undefined && (form.has("client_secret") || (named !== null && named !== basic.id))) {
    throw new OAuthError("invalid_request");
  }
  const id = basic?.id ?? named;
  if (id === null || id === "") throw new OAuthError("invalid_request");
  const client = lookUp(pool.clients, id);
  if (client === undefined) throw new OAuthError("invalid_client", undefined, status);
  const secret = basic?.secret ?? form.get("client_secret") ?? "";
  const isRight =
    client.secrets.length === 0 ? secret === "" : client.secrets.some(({ value }) => sameText(value, secret));
  if (!isRight) throw new OAuthError("invalid_client", "invalid_client_secret", status);
  return client;
}
