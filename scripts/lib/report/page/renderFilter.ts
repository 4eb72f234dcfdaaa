import { html } from "../../html/html.ts";
import type { Markup } from "../../html/html.ts";

/** A form that filters what its section lists; the page's script shows it and does what it asks. */
export function renderFilter(label: string, placeholder: string, more?: Markup): Markup {
  return html`<form class="filter" role="search" aria-label="${label}" hidden>
    <label
      ><span>${label}</span><input type="search" name="text" placeholder="${placeholder}" autocomplete="off"
    /></label>
    ${more}
    <output aria-live="polite"></output>
  </form>`;
}
