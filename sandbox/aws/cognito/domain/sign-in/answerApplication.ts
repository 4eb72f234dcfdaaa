import { empty } from "../../../../http/responses.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import { domainHeaders, type DomainCall } from "../DomainCall.ts";
import { SignInRefused } from "../SignInRefused.ts";
import type { AnswerTarget } from "./AuthorizationRequest.ts";

/** Sends the browser back to the application with an answer. */
export function answerApplication(
  call: DomainCall,
  target: AnswerTarget,
  answer: Readonly<Record<string, string>>,
  cookies: readonly string[] = [],
): SandboxResponse {
  const { state } = target;
  const location = locate(target, { ...answer, ...(state !== undefined && { state }) });
  return empty(302, {
    ...domainHeaders(call),
    location,
    "referrer-policy": "no-referrer",
    ...(cookies.length > 0 && { "set-cookie": cookies }),
  });
}

/** The order of the members is that of recorded answers. */
export function refuseToApplication(target: AnswerTarget, error: string, description?: string): SignInRefused {
  const { state } = target;
  const location = locate(target, {
    ...(description !== undefined && { error_description: description }),
    ...(state !== undefined && { state }),
    error,
  });
  return new SignInRefused(location, description ?? error);
}

function locate({ redirectUri, inFragment }: AnswerTarget, answer: Readonly<Record<string, string>>): string {
  const separator = inFragment ? "#" : redirectUri.includes("?") ? "&" : "?";
  return `${redirectUri}${separator}${new URLSearchParams(answer).toString()}`;
}
