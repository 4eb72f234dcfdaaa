import type { AccessDiff } from "../../../../trust/diff/AccessDiff.ts";
import { describeGrant, describeSetting, inFull, type Style } from "../../preview/describeGrant.ts";
import { renderFilter } from "./renderFilter.ts";
import { html, Markup } from "../../html/html.ts";
import { count } from "./renderTableGroup.ts";

/** Names as code, all of it escaped. */
const style: Style = {
  name: (text) => html`<code>${text}</code>`.text,
  value: (one) => html`<code>${inFull(one)}</code>`.text,
  sentence: (text) => html`${text}`.text,
};

/** What changes, in words: what is gained first, then what is lost, which settings differ, and what has another reason. */
export function renderChanges(diff: AccessDiff): Markup {
  const { gained, lost, altered, settings } = diff;
  if (gained.length + lost.length + altered.length + settings.length === 0) {
    return html`<p class="quiet">Nothing: access and settings are the same.</p>`;
  }
  const grants = (kind: "gained" | "lost" | "altered") =>
    diff[kind].map((change): Item => ({ kind, text: `${describeGrant(change, kind, style)}.` }));
  const setting = settings.map((change): Item => {
    return { kind: change.effect === "widens" ? "widens" : "neutral", text: describeSetting(change, style) };
  });
  return html`${renderFilter("Filter changes", "client, person, route, setting …")}
  ${renderGroup("Grants gained", grants("gained"))} ${renderGroup("Grants lost", grants("lost"))}
  ${renderGroup("Settings changed", setting)} ${renderGroup("The same access for another reason", grants("altered"))}`;
}

interface Item {
  readonly kind: keyof typeof signs;
  /** Markup. */
  readonly text: string;
}

const signs = {
  gained: { mark: "+", word: "gained" },
  lost: { mark: "−", word: "lost" },
  altered: { mark: "~", word: "changed" },
  widens: { mark: "⚠", word: "widens access" },
  neutral: { mark: "·", word: "changed" },
} as const;

function renderGroup(title: string, items: readonly Item[]): Markup | undefined {
  if (items.length === 0) return undefined;
  return html`<details class="group" ${items.length <= 200 ? html`open` : undefined}>
    <summary>
      <h3>${title}</h3>
      <span class="tallies quiet"><span>${count(items.length, "change", "changes")}</span></span>
    </summary>
    <ul class="changes">
      ${items.map(renderItem)}
    </ul>
  </details>`;
}

function renderItem({ kind, text }: Item): Markup {
  const { mark, word } = signs[kind];
  return html`<li class="check ${kind}">
    <span class="mark" aria-hidden="true">${mark}</span>
    <p><span class="sr">${word}: </span>${new Markup(text)}</p>
  </li>`;
}
