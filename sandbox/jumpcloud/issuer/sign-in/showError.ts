import { escapeHtml, renderPage } from "../../../pages/page.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { JumpCloudCall } from "../../JumpCloudCall.ts";

/** The page for errors that no application is told of; what JumpCloud's looks like is not known. */
export function showError({ request }: JumpCloudCall): SandboxResponse {
  const { searchParams } = request.url;
  const code = searchParams.get("error") ?? "";
  const text = searchParams.get("error_description") ?? code;
  const body = `<p class="error" id="error" role="alert" data-error-code="${escapeHtml(code)}">${escapeHtml(text)}</p>`;
  return renderPage({ vendor: "JumpCloud", status: 400, title: "The sign-in cannot go on", body });
}
