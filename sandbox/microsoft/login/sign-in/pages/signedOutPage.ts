import type { SandboxResponse } from "../../../../Vendor.ts";
import { renderPage } from "../../../../pages/page.ts";

export function signedOutPage(cookies: readonly string[]): SandboxResponse {
  const body = "<p>It’s a good idea to close all browser windows.</p>";
  return renderPage({ vendor: "Microsoft", status: 200, title: "You signed out of your account", body, cookies });
}
