import { randomId } from "../../../../http/ids.ts";
import { readCookie } from "../../../../http/readCookie.ts";
import { sameText } from "../../../../sameText.ts";
import type { DomainCall } from "../DomainCall.ts";
import { refuseOnPage } from "../SignInRefused.ts";

/** Cookie and field have Cognito's names. */
const csrfCookie = "XSRF-TOKEN";
const csrfField = "_csrf";

export interface CsrfToken {
  readonly field: readonly [name: string, value: string];
  readonly cookie: string;
}

/** What a form carries so that no other site can send it; one for all the forms that a browser has open. */
export function csrfTokenFor({ request }: DomainCall): CsrfToken {
  const known = readCookie(request, csrfCookie);
  const value = known?.length === 43 ? known : randomId("", 43, "base64url");
  return { field: [csrfField, value], cookie: `${csrfCookie}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax` };
}

/** Throws for a form that another site sent, or whose browser keeps no cookies; how Cognito says so is not documented. */
export function checkCsrf({ request }: DomainCall, form: URLSearchParams): void {
  const cookie = readCookie(request, csrfCookie) ?? "";
  if (cookie !== "" && sameText(cookie, form.get(csrfField) ?? "")) return;
  throw refuseOnPage("invalid_request", request.url.searchParams.get("client_id"), "Invalid CSRF token");
}
