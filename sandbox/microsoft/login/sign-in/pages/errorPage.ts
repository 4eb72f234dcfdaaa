import type { SandboxResponse } from "../../../../Vendor.ts";
import type { EntraError } from "../../EntraError.ts";
import { errorTime, type LoginCall } from "../../LoginCall.ts";
import { escapeHtml, renderPage } from "../../../../pages/page.ts";

/** What goes wrong before it is safe, or any use, to go back to the application. The page's status is not documented. */
export function errorPage(call: LoginCall, error: EntraError, cookies: readonly string[] = []): SandboxResponse {
  const body = `<p>Sorry, but we’re having trouble with signing you in.</p>
<p class="error" id="error" role="alert" data-error-code="${error.number}">${escapeHtml(error.message)}</p>
<p>Request Id: ${call.traceId}<br>Correlation Id: ${call.correlationId}<br>Timestamp: ${errorTime(call)}</p>`;
  const title = error.number === 65001 ? "Need admin approval" : "Sign in";
  return renderPage({ vendor: "Microsoft", status: error.status, title, body, cookies });
}
