import { renderForm } from "../../pages/form.ts";
import { escapeHtml, renderPage } from "../../pages/page.ts";
import type { SandboxResponse } from "../../Vendor.ts";

const vendor = "JumpCloud";

/** The login's first page: the company email. */
export function emailPage(csrf: string, cookies: readonly string[], fault?: string): SandboxResponse {
  return renderPage({
    vendor,
    status: fault === undefined ? 200 : 400,
    title: "User Portal Login",
    cookies,
    // The answer may send the browser on to any identity provider.
    formTargets: ["https:"],
    body: renderForm({
      action: "/login",
      hidden: [["csrf", csrf]],
      fields: [{ name: "email", label: "Company Email", type: "email", autocomplete: "username" }],
      button: "Continue",
      fault: fault === undefined ? undefined : { code: "email", field: "email", text: fault },
    }),
  });
}

/** For whoever is not sent to an identity provider. */
export function passwordPage(csrf: string, email: string): SandboxResponse {
  const form = renderForm({
    action: "/login/password",
    hidden: [
      ["csrf", csrf],
      ["email", email],
    ],
    fields: [{ name: "password", label: "Password", autocomplete: "current-password" }],
    button: "Login",
  });
  return renderPage({
    vendor,
    status: 200,
    title: "JumpCloud password",
    body: `<p>${escapeHtml(email)}</p>\n${form}`,
  });
}

/** The user console of who is signed in. */
export function consolePage(name: string, email: string): SandboxResponse {
  return renderPage({
    vendor,
    status: 200,
    title: "JumpCloud User Console",
    body: `<p id="signed-in">Signed in as <strong>${escapeHtml(name)}</strong> (<span id="email">${escapeHtml(email)}</span>)</p>`,
  });
}

/** A sign-in that ends here, and why. */
export function refusedPage(status: number, reason: string): SandboxResponse {
  const body = `<p class="error" role="alert">${escapeHtml(reason)}</p>\n<p><a href="/login">Back to the login</a></p>`;
  return renderPage({ vendor, status, title: "Sign-in refused", body });
}
