import { renderForm } from "../../pages/form.ts";
import { escapeHtml, policySource, renderPage } from "../../pages/page.ts";
import type { SandboxResponse } from "../../Vendor.ts";

const vendor = "JumpCloud";

/** What the login's forms carry. */
export interface LoginForm {
  readonly csrf: string;
  /** Of the application that waits for the sign-in. */
  readonly loginChallenge: string | undefined;
  readonly email: string;
}

/** The login's first page: the company email. */
export function emailPage(login: LoginForm, cookies: readonly string[], fault?: string): SandboxResponse {
  return renderPage({
    vendor,
    status: fault === undefined ? 200 : 400,
    title: "User Portal Login",
    cookies,
    // The answer may send the browser on to any identity provider.
    formTargets: ["https:"],
    body: renderForm({
      action: "/login",
      hidden: hidden(login),
      fields: [{ name: "email", label: "Company Email", type: "email", autocomplete: "username", value: login.email }],
      button: "Continue",
      fault: fault === undefined ? undefined : { code: "email", field: "email", text: fault },
    }),
  });
}

/**
 * For whoever is not sent to an identity provider.
 * @param targets URLs, or schemes, that the answer may send the browser on to
 */
export function passwordPage(login: LoginForm, targets: readonly string[], fault?: string): SandboxResponse {
  const form = renderForm({
    action: "/login/password",
    hidden: [...hidden(login), ["email", login.email]],
    fields: [{ name: "password", label: "Password", autocomplete: "current-password" }],
    button: "Login",
    fault: fault === undefined ? undefined : { code: "password", field: "password", text: fault },
  });
  return renderPage({
    vendor,
    status: fault === undefined ? 200 : 401,
    title: "JumpCloud password",
    formTargets: targets.map((target) => (URL.canParse(target) ? policySource(target) : target)),
    body: `<p>${escapeHtml(login.email)}</p>\n${form}`,
  });
}

function hidden({ csrf, loginChallenge }: LoginForm): [name: string, value: string][] {
  return [
    ["csrf", csrf],
    ...(loginChallenge === undefined ? [] : [["login_challenge", loginChallenge] satisfies [string, string]]),
  ];
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
