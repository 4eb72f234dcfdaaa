import { randomId } from "../http/ids.ts";
import type { SandboxResponse } from "../Vendor.ts";

/** A page of a vendor's sign-in service, without anything from elsewhere. */
export interface Page {
  /** Whose page it stands for, as the page's last line says. */
  readonly vendor: string;
  readonly status: number;
  /** The document's title and its one heading. */
  readonly title: string;
  /** HTML, everything in it escaped already. */
  readonly body: string;
  /** Where its forms may go: besides this host, the origins that an answer sends the browser on to. */
  readonly formTargets?: readonly string[];
  /** Runs once the page is there. */
  readonly script?: string;
  readonly cookies?: readonly string[];
}

const style = `:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:#eef1f4;color:#1b1b1b;
font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:28rem;padding:2rem;background:#fff;border:1px solid #c8ced4;border-radius:.25rem}
h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25}p{margin:0 0 1rem;overflow-wrap:anywhere}
label{display:block;margin-bottom:.25rem;font-weight:600}
input{display:block;width:100%;margin-bottom:1rem;padding:.5rem;font:inherit;border:1px solid #5c6670;border-radius:.25rem}
button{min-height:2.75rem;padding:.5rem 1.5rem;font:inherit;color:#fff;background:#0b5cad;border:0;border-radius:.25rem}
:focus-visible{outline:3px solid #0b5cad;outline-offset:2px}
.error{padding:.75rem;background:#fdecea;border-left:4px solid #a4262c}small{display:block;margin-top:1.5rem;color:#4a5560}`;

/** Renders a page: it works without scripts, at any width, and lets nothing in from outside. */
export function renderPage(page: Page): SandboxResponse {
  const { vendor, status, title, body, formTargets = [], script, cookies = [] } = page;
  const nonce = randomId("", 24, "base64url");
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${["'self'", ...formTargets].join(" ")}`,
    `style-src 'nonce-${nonce}'`,
    ...(script === undefined ? [] : [`script-src 'nonce-${nonce}'`]),
  ].join("; ");
  const heading = escapeHtml(title);
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store, no-cache",
      "content-security-policy": policy,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      ...(cookies.length > 0 && { "set-cookie": cookies }),
    },
    body: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
${body}
<small>This is crosstrust's sandbox, not ${escapeHtml(vendor)}. Use the sandbox's accounts only.</small>
</main>
${script === undefined ? "" : `<script nonce="${nonce}">${script}</script>`}
</body>
</html>
`,
  };
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Fields that nobody sees, in order. */
export function hiddenFields(fields: Iterable<readonly [string, string]>): string {
  return [...fields]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join("\n");
}

/** What a content security policy calls a redirect URI's place: its origin, or the scheme of an app of its own. */
export function policySource(redirectUri: string): string {
  const { origin, protocol } = new URL(redirectUri);
  return origin === "null" ? protocol : origin;
}
