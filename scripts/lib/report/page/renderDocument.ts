import { readFileSync } from "node:fs";
import { html, type HtmlValue, type Markup } from "../../html/html.ts";
import { htmlDocument } from "../../html/htmlDocument.ts";

/** What a page is made of. */
export interface Document {
  /** Of the browser's tab, without the project's name. */
  readonly title: string;
  /** The section that a keyboard's user may skip to. */
  readonly skipTo: { readonly id: string; readonly label: string };
  readonly header: Markup;
  readonly main: HtmlValue;
}

/** One HTML page that needs no network. */
export function renderDocument({ title, skipTo, header, main }: Document): string {
  return htmlDocument({
    title: `${title} · crosstrust`,
    style: read("page.css") + read("../picture/picture.css"),
    script: read("page.js"),
    body: html`<a class="skip" href="#${skipTo.id}">Skip to ${skipTo.label}</a>
      ${header}
      <main>${main}</main>`,
  });
}

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");
