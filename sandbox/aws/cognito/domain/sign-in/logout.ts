import { empty } from "../../../../http/responses.ts";
import { lookUp } from "../../../../remember.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import { domainHeaders, type DomainCall } from "../DomainCall.ts";
import { hasDuplicates } from "../parameters.ts";
import { endSession } from "./sessions.ts";

/**
 * Ends the browser's session, and goes to `logout_uri`, where the client has registered exactly that; or to the login page
 * with the query of an authorization request (developer guide, "The managed login sign-out endpoint"). The session ends
 * even where the rest of the request is wrong (observed). What Cognito calls a sign-out URL that is not registered is not
 * documented.
 */
export function logout(call: DomainCall): SandboxResponse {
  const { searchParams } = call.request.url;
  const cookie = endSession(call);
  return empty(302, { ...domainHeaders(call), location: nextPlace(call, searchParams), "set-cookie": [cookie] });
}

function nextPlace({ pool, origin }: DomainCall, query: URLSearchParams): string {
  const clientId = query.get("client_id") ?? "";
  const client = lookUp(pool.clients, clientId);
  const errorPage = (error: string): string =>
    `${origin}/error?${new URLSearchParams({ error, client_id: clientId }).toString()}`;
  if (hasDuplicates(query)) return errorPage("invalid_request");
  const logoutUri = query.get("logout_uri");
  if (clientId === "" || (logoutUri === null && !query.has("redirect_uri")))
    return `${origin}/error?${query.toString()}`;
  if (client === undefined) return errorPage("invalid_request");
  const { LogoutURLs = [], AllowedOAuthScopes = [] } = client.settings;
  if (logoutUri !== null) return LogoutURLs.includes(logoutUri) ? logoutUri : errorPage("redirect_mismatch");
  const onwards = new URLSearchParams(query);
  if (!onwards.has("scope")) onwards.set("scope", AllowedOAuthScopes.join(" "));
  return `${origin}/login?${onwards.toString()}`;
}
