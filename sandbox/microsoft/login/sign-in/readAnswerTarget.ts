import { publicRedirectUris } from "../../publicRedirectUris.ts";
import type { Application } from "../../state.ts";
import { findClient } from "../entra/authenticateClient.ts";
import { findTenantFor } from "../entra/findTenant.ts";
import { EntraError } from "../EntraError.ts";
import type { LoginCall } from "../LoginCall.ts";
import { once, required } from "../parameters.ts";
import { applicationDisabled } from "../refusals.ts";
import type { AnswerTarget, ResponseMode } from "./AuthorizationRequest.ts";
import { matchesRedirectUri } from "./redirectUris.ts";

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

function readRedirectUri(application: Application, given: string | null): string {
  const { appId, web } = application;
  const all = [...web.redirectUris, ...publicRedirectUris(application)];
  const [only, ...others] = all;
  if (given === null || given === "") {
    if (only !== undefined && others.length === 0) return only;
    throw new EntraError(400, "invalid_request", 900971, "No reply address provided.");
  }
  if (all.some((registered) => matchesRedirectUri(registered, given))) return given;
  throw new EntraError(
    400,
    "invalid_request",
    50011,
    `The redirect URI '${given}' specified in the request does not match the redirect URIs configured for the application '${appId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error.`,
  );
}

/** How errors go back, too: a mode that is not allowed gives way to the default of the response type. */
function answerMode(parameters: URLSearchParams): ResponseMode {
  const mode = parameters.get("response_mode");
  const types = (parameters.get("response_type") ?? "").split(" ");
  if (mode === "fragment" || mode === "form_post") return mode;
  return types.includes("id_token") || types.includes("token") ? "fragment" : "query";
}
