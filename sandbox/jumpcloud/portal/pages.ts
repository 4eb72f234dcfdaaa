import type { SandboxResponse } from "../../Vendor.ts";
import type { ResponseHeaders } from "../../http/responses.ts";

const style =
  "body{font:1rem/1.5 system-ui,sans-serif;color:#1a2b3c;background:#f4f6f8;margin:0;display:grid;min-height:100vh;place-items:center}" +
  "main{background:#fff;border:1px solid #ccd3da;border-radius:.5rem;padding:2rem;width:min(24rem,90vw)}h1{font-size:1.25rem;margin:0 0 1rem}" +
  "label{display:block;font-weight:600}input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;margin:.25rem 0 1rem;border:1px solid #5b6b7b;border-radius:.25rem}" +
  "button{font:inherit;font-weight:600;color:#fff;background:#00636b;border:0;border-radius:.25rem;padding:.5rem 1.5rem}[role=alert]{color:#9b1c1c}";

interface Page {
  readonly status?: number;
  readonly title: string;
  /** Of the page's main part, as HTML. */
  readonly main: string;
  readonly headers?: ResponseHeaders;
}

function page({ status = 200, title, main, headers = {} }: Page): SandboxResponse {
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      "referrer-policy": "no-referrer",
      ...headers,
    },
    body:
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${escapeHtml(title)}</title><style>${style}</style></head><body><main><h1>${escapeHtml(title)}</h1>${main}</main></body></html>`,
  };
}

/** The login's first page: the company email. */
export function emailPage(csrf: string, headers: ResponseHeaders, fault?: string): SandboxResponse {
  const alert = fault === undefined ? "" : `<p role="alert" id="fault">${escapeHtml(fault)}</p>`;
  const described = fault === undefined ? "" : ' aria-invalid="true" aria-describedby="fault"';
  return page({
    status: fault === undefined ? 200 : 400,
    title: "User Portal Login",
    headers,
    main:
      `${alert}<form method="post" action="/login"><input type="hidden" name="csrf" value="${escapeHtml(csrf)}">` +
      `<label for="email">Company Email</label>` +
      `<input id="email" name="email" type="email" autocomplete="username" required autofocus${described}>` +
      `<button type="submit">Continue</button></form>`,
  });
}

/** For whoever is not sent to an identity provider. */
export function passwordPage(csrf: string, email: string): SandboxResponse {
  return page({
    title: "JumpCloud password",
    main:
      `<form method="post" action="/login/password"><input type="hidden" name="csrf" value="${escapeHtml(csrf)}">` +
      `<input type="hidden" name="email" value="${escapeHtml(email)}"><p>${escapeHtml(email)}</p>` +
      `<label for="password">Password</label>` +
      `<input id="password" name="password" type="password" autocomplete="current-password" required autofocus>` +
      `<button type="submit">Login</button></form>`,
  });
}

/** The user console of who is signed in. */
export function consolePage(name: string, email: string): SandboxResponse {
  return page({
    title: "JumpCloud User Console",
    main: `<p id="signed-in">Signed in as <strong>${escapeHtml(name)}</strong> (<span id="email">${escapeHtml(email)}</span>)</p>`,
  });
}

/** A sign-in that ends here, and why. */
export function refusedPage(status: number, reason: string, headers: ResponseHeaders = {}): SandboxResponse {
  return page({
    status,
    title: "Sign-in refused",
    headers,
    main: `<p role="alert">${escapeHtml(reason)}</p><p><a href="/login">Back to the login</a></p>`,
  });
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
