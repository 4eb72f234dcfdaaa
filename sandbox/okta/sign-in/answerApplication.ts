import { empty } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";

/** Where the answer to an authorization request goes. */
export interface AnswerTarget {
  /** Registered, character by character. */
  readonly redirectUri: string;
  readonly responseMode: "query" | "fragment";
  readonly state: string | undefined;
}

/** Sends the browser back to the application with an answer. */
export function answerApplication(
  { redirectUri, responseMode, state }: AnswerTarget,
  answer: Readonly<Record<string, string>>,
  cookies: readonly string[] = [],
): SandboxResponse {
  const parameters = new URLSearchParams({ ...answer, ...(state !== undefined && { state }) });
  const separator = responseMode === "fragment" ? "#" : redirectUri.includes("?") ? "&" : "?";
  return empty(302, {
    location: `${redirectUri}${separator}${parameters.toString()}`,
    "referrer-policy": "no-referrer",
    ...(cookies.length > 0 && { "set-cookie": cookies }),
  });
}
