import { html } from "../../html/html.ts";
import type { HtmlValue, Markup } from "../../html/html.ts";

/** A table with its heading. */
export interface TableGroup {
  readonly title: string;
  /** What stands beside the title, in quiet letters. */
  readonly tallies: readonly string[];
  readonly isOpen: boolean;
  /** For screen readers. */
  readonly label: string;
  /** Cells of the head's row. */
  readonly head: HtmlValue;
  /** Rows. */
  readonly body: HtmlValue;
}

/** A table that opens and closes under its heading, and scrolls by itself where it is too wide. */
export function renderTableGroup({ title, tallies, isOpen, label, head, body }: TableGroup): Markup {
  return html`<details class="group" ${isOpen ? html`open` : undefined}>
    <summary>
      <h3>${title}</h3>
      <span class="tallies quiet">${tallies.map((tally) => html`<span>${tally}</span>`)}</span>
    </summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${label}">
      <table>
        <thead>
          <tr>
            ${head}
          </tr>
        </thead>
        <tbody>
          ${body}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** Such as `1 person` and `3 people`. */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
