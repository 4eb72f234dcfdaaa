import { createHash } from "node:crypto";
import { html, Markup } from "./html.ts";

/** What a page of its own is made of. */
export interface HtmlDocument {
  /** Of the browser's tab. */
  readonly title: string;
  readonly style: string;
  /** Runs at the end of the body. */
  readonly script?: string;
  readonly body: Markup;
}

/** One HTML page that needs no network: its style and script stand in it, and nothing else may load or run. */
export function htmlDocument({ title, style, script, body }: HtmlDocument): string {
  const scripts = script === undefined ? "" : ` script-src '${hashOf(script)}';`;
  const policy = `default-src 'none'; style-src '${hashOf(style)}';${scripts} img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${inline("style", style)}
      </head>
      <body>
        ${body} ${script === undefined ? undefined : inline("script", script)}
      </body>
    </html> `.text;
}

/** Nothing may come between the tags and the text: the policy's hash is that of all that stands between them. */
const inline = (tag: "style" | "script", text: string): Markup => new Markup(`<${tag}>${text}</${tag}>`);

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
