import { readFileSync } from "node:fs";
import { html, Markup } from "../html/html.ts";
import { htmlDocument } from "../html/htmlDocument.ts";
import type { HandoffField, HandoffSection, HandoffSheet } from "./HandoffSheet.ts";

/**
 * A sheet as one HTML page to read or to print: its style stands in it, nothing may load, and there is no script. Each step has
 * a box to tick.
 */
export function renderHtml({ name, system, sections, trial, notes }: HandoffSheet): string {
  return htmlDocument({
    title: `${name}: ${system}`,
    style: readFileSync(new URL("sheet.css", import.meta.url), "utf8"),
    body: html`<header>
        <p>${name}</p>
        <h1>${system}</h1>
        ${notes.map((note) => html`<p class="note">${inline(note)}</p>`)}
      </header>
      <main>${sections.map(renderSection)} ${trial === undefined ? undefined : renderTrial(trial)}</main>`,
  });
}

function renderSection({ title, fields, steps }: HandoffSection, index: number): Markup {
  const id = `section-${index + 1}`;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${fields.length === 0 ? undefined : renderFields(fields, title)}
    ${
      steps.length === 0
        ? undefined
        : html`<ol>
            ${steps.map((step, at) => renderStep(step, `${id}-step-${at + 1}`))}
          </ol>`
    }
  </section> `;
}

function renderFields(fields: readonly HandoffField[], caption: string): Markup {
  return html`<table>
    <caption>
      ${caption}: values
    </caption>
    <thead>
      <tr>
        <th scope="col">Field</th>
        <th scope="col">Value</th>
      </tr>
    </thead>
    <tbody>
      ${fields.map(({ label, value, shown }) => {
        const said = shown ? html`<code>${value}</code>` : html`${value} (masked)`;
        return html`<tr>
          <th scope="row">${label}</th>
          <td>${said}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function renderStep(step: string, id: string): Markup {
  return html`<li><input type="checkbox" id="${id}" /><label for="${id}">${inline(step)}</label></li>`;
}

function renderTrial({ command, answer }: NonNullable<HandoffSheet["trial"]>): Markup {
  return html`<section aria-labelledby="trial">
    <h2 id="trial">Try the values</h2>
    <pre tabindex="0" aria-label="Command"><code>${command}</code></pre>
    <p>It answers with ${answer}.</p>
  </section> `;
}

/** A text with commands between backticks, as Markdown has them. */
function inline(text: string): readonly (string | Markup)[] {
  return text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
