import { html, type Markup } from "../../html/html.ts";
import type { CellChange } from "./MatrixChanges.ts";

/** The class of a cell that changed, to stand behind others. */
export function changeClass(change: CellChange | undefined): string {
  return change === undefined ? "" : ` change ${change.verdict}`;
}

/** What a cell says of its change, in a word to see and in sentences to hear. */
export function renderChange(change: CellChange | undefined): Markup | undefined {
  return (
    change &&
    html`<small class="badge" title="${change.told}">${change.word}<span class="sr">. ${change.told}</span></small>`
  );
}
