import { escapeHtml } from "../../../../pages/page.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import type { DomainCall } from "../DomainCall.ts";
import { domainPage } from "./domainPage.ts";

/**
 * Where Cognito sends browsers that it cannot send back. Without an `error`, the query is that of the request that failed, and
 * the page says what that lacked (recorded, for the redirect URI of a sign-out).
 */
export function showError(call: DomainCall): SandboxResponse {
  const { searchParams } = call.request.url;
  const error = searchParams.get("error");
  const lacking = ["redirect_uri", "client_id"].find((name) => !searchParams.get(name)) ?? "response_type";
  const text =
    searchParams.get("error_description") ?? error ?? `Required String parameter '${lacking}' is not present`;
  const body = `<p class="error" id="error" role="alert" data-error-code="${escapeHtml(error ?? "")}">${escapeHtml(text)}</p>`;
  return domainPage(call, { status: 400, title: "An error was encountered with the requested page.", body });
}
