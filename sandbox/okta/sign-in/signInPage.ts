import { randomId } from "../../http/ids.ts";
import { readCookie } from "../../http/readCookie.ts";
import { renderForm } from "../../pages/form.ts";
import { escapeHtml, policySource, renderPage } from "../../pages/page.ts";
import { sameText } from "../../sameText.ts";
import type { SandboxRequest, SandboxResponse } from "../../Vendor.ts";
import type { AuthorizationRequest } from "./readAuthorizationRequest.ts";

const vendor = "Okta";

/** Okta's own path of its sign-in page. */
export const signInPath = "/login/login.htm";

/** Only pages of this host, over TLS, can set it (the prefix); the name is the sandbox's own. */
const formCookie = "__Host-okta-form";

interface SignInForm {
  /** The application that waits; without one the sign-in is to Okta alone. */
  readonly request?: AuthorizationRequest | undefined;
  readonly userName: string;
  readonly failed?: boolean;
}

/**
 * Asks for a user name and a password, by the names that Okta's own widget has for the fields. Whatever is wrong is told in
 * the same words: those of E0000004.
 */
export function signInPage(
  browser: SandboxRequest,
  { request, userName, failed = false }: SignInForm,
): SandboxResponse {
  const known = readCookie(browser, formCookie);
  const token = known?.length === 43 ? known : randomId("", 43, "base64url");
  const form = renderForm({
    action: signInPath,
    fields: [
      { name: "identifier", label: "Username", type: "text", autocomplete: "username", value: userName },
      { name: "credentials.passcode", label: "Password", autocomplete: "current-password" },
    ],
    hidden: [
      ["fromURI", request?.path ?? ""],
      ["token", token],
    ],
    button: "Sign in",
    fault: failed ? { code: "E0000004", field: "credentials.passcode", text: "Unable to sign in" } : undefined,
  });
  const lead = request === undefined ? "" : `<p>Connecting to ${escapeHtml(request.app.label)}</p>\n`;
  return renderPage({
    vendor,
    status: failed ? 401 : 200,
    title: "Sign In",
    body: lead + form,
    formTargets: request === undefined ? [] : [policySource(request.redirectUri)],
    cookies: [`${formCookie}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax`],
  });
}

/** Whether a form is from a page that this browser was given. */
export function isOwnForm(browser: SandboxRequest, form: URLSearchParams): boolean {
  const cookie = readCookie(browser, formCookie) ?? "";
  return cookie !== "" && sameText(cookie, form.get("token") ?? "");
}

/** Where there is no application to go to: Okta's dashboard, which the sandbox does not have. */
export function signedInPage(name: string, cookie: string): SandboxResponse {
  const body = `<p id="signed-in">Signed in as <strong>${escapeHtml(name)}</strong></p>`;
  return renderPage({ vendor, status: 200, title: "My Apps", body, cookies: [cookie] });
}
