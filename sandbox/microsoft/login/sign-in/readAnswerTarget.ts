import type { Application } from "../../state.ts";
import { findClient } from "../entra/authenticateClient.ts";
import { findTenantFor } from "../entra/findTenant.ts";
import { EntraError } from "../EntraError.ts";
import type { LoginCall } from "../LoginCall.ts";
import { once, required } from "../parameters.ts";
import { applicationDisabled } from "../refusals.ts";
import type { AnswerTarget, ResponseMode } from "./AuthorizationRequest.ts";

/**
 * Finds out where an authorization request's answer goes. Whatever is wrong here is told on Entra's own page and never to
 * the address in the request [doc].
 */
export function readAnswerTarget(
  call: LoginCall,
  tenant: string,
  parameters: URLSearchParams,
  version: 1 | 2,
): AnswerTarget {
  once(parameters);
  const clientId = required(parameters, "client_id");
  const directory = findTenantFor(call, tenant, clientId);
  const { application, servicePrincipal } = findClient(directory, clientId);
  if (!servicePrincipal.accountEnabled) throw applicationDisabled(application);
  return {
    version,
    directory,
    application,
    servicePrincipal,
    redirectUri: readRedirectUri(application, parameters.get("redirect_uri")),
    responseMode: answerMode(parameters),
    state: parameters.get("state") ?? undefined,
    parameters,
  };
}

function readRedirectUri({ appId, web }: Application, given: string | null): string {
  const [only, ...others] = web.redirectUris;
  if (given === null || given === "") {
    if (only !== undefined && others.length === 0) return only;
    throw new EntraError(400, "invalid_request", 900971, "No reply address provided.");
  }
  if (web.redirectUris.some((registered) => matches(registered, given))) return given;
  throw new EntraError(
    400,
    "invalid_request",
    50011,
    `The redirect URI '${given}' specified in the request does not match the redirect URIs configured for the application '${appId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error.`,
  );
}

/** Character by character, but for the port of `http://localhost` (learn.microsoft.com, "Redirect URI restrictions"). */
function matches(registered: string, given: string): boolean {
  if (registered === given) return true;
  const local = /^http:\/\/localhost(:\d{1,5})?(?=\/|$)/;
  return local.test(registered) && local.test(given) && registered.replace(local, "") === given.replace(local, "");
}

/** How errors go back, too: a mode that is not allowed gives way to the default of the response type. */
function answerMode(parameters: URLSearchParams): ResponseMode {
  const mode = parameters.get("response_mode");
  const types = (parameters.get("response_type") ?? "").split(" ");
  if (mode === "fragment" || mode === "form_post") return mode;
  return types.includes("id_token") || types.includes("token") ? "fragment" : "query";
}
