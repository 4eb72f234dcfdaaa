import { randomBytes } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import { html, Markup } from "../html/html.ts";

/** A page at the end of a sign-in, in plain texts. */
export interface ResultPage {
  readonly status: number;
  /** The document's title and its one heading. */
  readonly title: string;
  readonly text: string;
}

const style = new Markup(`:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:1rem/1.5 system-ui,sans-serif;background:#fff;color:#1b1b1b}
main{box-sizing:border-box;width:100%;max-width:32rem;padding:2rem}
h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25}p{margin:0;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{background:#17191c;color:#f0f0f0}}`);

/** Renders a page that needs nothing from elsewhere and runs nothing. */
export function renderResultPage({ status, title, text }: ResultPage): {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
} {
  const nonce = randomBytes(18).toString("base64");
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      // The server goes away; a connection that stays open would hold it back.
      connection: "close",
    },
    body: html`<!DOCTYPE html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
          <style nonce="${nonce}">
            ${style}
          </style>
        </head>
        <body>
          <main>
            <h1>${title}</h1>
            <p role="status">${text}</p>
          </main>
        </body>
      </html> `.text,
  };
}
