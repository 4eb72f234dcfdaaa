import { randomId } from "../../../../http/ids.ts";
import { empty } from "../../../../http/responses.ts";
import { lookUp, remember } from "../../../../remember.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import { domainHeaders, type DomainCall } from "../DomainCall.ts";
import { refuseToApplication } from "../sign-in/answerApplication.ts";
import type { AuthorizationRequest } from "../sign-in/AuthorizationRequest.ts";
import { FederationFault, readProvider } from "./oidcProvider.ts";

/** Five minutes (developer guide, "User pool managed login"). */
const signInSeconds = 300;

/** Ties a sign-in to the browser that began it; the name is the sandbox's own. */
export const browserCookie = "csrf-state";

/** Sends the browser to the identity provider that the request names, to come back at `/oauth2/idpresponse`. */
export async function startFederation(call: DomainCall, request: AuthorizationRequest): Promise<SandboxResponse> {
  const { pool, seconds, origin } = call;
  const identityProvider = lookUp(pool.identityProviders, request.provider ?? "");
  if (identityProvider === undefined)
    throw refuseToApplication(request, "invalid_request", "No such identity provider");
  const provider = await readProvider(call, identityProvider).catch((error: unknown) => {
    if (error instanceof FederationFault) throw refuseToApplication(request, "invalid_request", error.message);
    throw error;
  });
  const state = randomId("", 64, "base64url");
  const nonce = randomId("", 43, "base64url");
  const browser = randomId("", 43, "base64url");
  pool.federatedSignIns ??= {};
  const entry = { provider: provider.name, query: request.query.toString(), nonce, browser };
  remember(pool.federatedSignIns, state, { ...entry, expires: seconds + signInSeconds }, seconds);
  const target = new URL(provider.authorizationEndpoint);
  const parameters = {
    client_id: provider.clientId,
    redirect_uri: callbackOf(origin),
    scope: provider.scopes,
    response_type: "code",
    state,
    nonce,
    ...(request.loginHint !== "" && { login_hint: request.loginHint }),
    ...(request.prompt.length > 0 && { prompt: request.prompt.join(" ") }),
  };
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return empty(302, {
    ...domainHeaders(call),
    location: target.href,
    "set-cookie": [`${browserCookie}=${browser}; Path=/; Max-Age=${signInSeconds}; Secure; HttpOnly; SameSite=Lax`],
  });
}

/** The redirect URI that a pool has at other identity providers. */
export function callbackOf(origin: string): string {
  return `${origin}/oauth2/idpresponse`;
}
