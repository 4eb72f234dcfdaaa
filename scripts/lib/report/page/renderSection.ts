import { html, type HtmlValue, type Markup } from "../../html/html.ts";

/** A part of the page under a heading. */
export interface PageSection {
  readonly id: string;
  readonly title: string;
  /** What stands under the heading, in quiet letters. */
  readonly introduction?: string;
  readonly content: HtmlValue;
}

export function renderSection({ id, title, introduction, content }: PageSection): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${introduction === undefined ? undefined : html`<p class="quiet">${introduction}</p>`} ${content}
  </section>`;
}

/** What the page's header says of facts, each with its name. */
export function renderFacts(facts: readonly (readonly [name: string, value: HtmlValue])[]): Markup {
  return html`<dl class="facts">
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Links to sections. */
export function renderNavigation(sections: readonly Pick<PageSection, "id" | "title">[]): Markup {
  return html`<nav aria-label="Sections">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}</nav>`;
}
