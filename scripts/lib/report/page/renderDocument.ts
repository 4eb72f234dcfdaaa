import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { html, type HtmlValue, Markup } from "./html.ts";

/** What a page is made of. */
export interface Document {
  /** Of the browser's tab, without the project's name. */
  readonly title: string;
  /** The section that a keyboard's user may skip to. */
  readonly skipTo: { readonly id: string; readonly label: string };
  readonly header: Markup;
  readonly main: HtmlValue;
}

/** One HTML page that needs no network: its style and script stand in it, and nothing else may load. */
export function renderDocument({ title, skipTo, header, main }: Document): string {
  const style = read("page.css") + read("../picture/picture.css");
  const script = read("page.js");
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · crosstrust</title>
        <link rel="icon" href="data:," />
        ${inline("style", style)}
      </head>
      <body>
        <a class="skip" href="#${skipTo.id}">Skip to ${skipTo.label}</a>
        ${header}
        <main>${main}</main>
        ${inline("script", script)}
      </body>
    </html> `.text;
}

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");

/** Nothing may come between the tags and the text: the policy's hash is that of all that stands between them. */
const inline = (tag: "style" | "script", text: string): Markup => new Markup(`<${tag}>${text}</${tag}>`);

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
