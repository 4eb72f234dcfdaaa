import { randomId } from "../../../http/ids.ts";
import { readCookie } from "../../../http/readCookie.ts";
import { sameText } from "../../../sameText.ts";
import { EntraError } from "../EntraError.ts";
import type { LoginCall } from "../LoginCall.ts";

/** Only pages of this host, over TLS, can set it (the prefix), so a form that knows its value came from here. */
const canaryCookie = "__Host-esctx";

export interface Canary {
  readonly value: string;
  readonly cookie: string;
}

/** What a form carries so that no other site can send it; one for all the forms that a browser has open. */
export function canaryFor({ request }: LoginCall): Canary {
  const known = readCookie(request, canaryCookie);
  const value = known?.length === 43 ? known : randomId("", 43, "base64url");
  return { value, cookie: `${canaryCookie}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax` };
}

/** Throws for a form that another site sent, or whose browser keeps no cookies. */
export function checkCanary({ request }: LoginCall, form: URLSearchParams): void {
  const cookie = readCookie(request, canaryCookie) ?? "";
  if (cookie !== "" && sameText(cookie, form.get("canary") ?? "")) return;
  throw new EntraError(
    400,
    "invalid_request",
    165900,
    "Invalid request. The form did not come from this page, or the browser does not keep its cookies.",
  );
}
