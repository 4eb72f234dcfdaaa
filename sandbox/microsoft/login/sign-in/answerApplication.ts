import type { SandboxResponse } from "../../../Vendor.ts";
import type { EntraError } from "../EntraError.ts";
import type { LoginCall } from "../LoginCall.ts";
import type { AnswerTarget } from "./AuthorizationRequest.ts";
import { formPostPage } from "./pages/formPostPage.ts";

/** Sends the browser back to the application with an answer, in the response mode that was asked for. */
export function answerApplication(
  target: AnswerTarget,
  answer: Readonly<Record<string, string>>,
  cookies: readonly string[] = [],
): SandboxResponse {
  const { redirectUri, responseMode, state } = target;
  const parameters = new URLSearchParams({ ...answer, ...(state !== undefined && { state }) });
  if (responseMode === "form_post") return formPostPage(redirectUri, parameters, cookies);
  const separator = responseMode === "fragment" ? "#" : redirectUri.includes("?") ? "&" : "?";
  return {
    status: 302,
    headers: {
      location: `${redirectUri}${separator}${parameters.toString()}`,
      "cache-control": "no-store, no-cache",
      "referrer-policy": "no-referrer",
      ...(cookies.length > 0 && { "set-cookie": cookies }),
    },
  };
}

export function answerError(call: LoginCall, target: AnswerTarget, error: EntraError): SandboxResponse {
  return answerApplication(target, {
    error: error.error,
    error_description: error.description(call),
    error_uri: error.helpUrl,
  });
}
