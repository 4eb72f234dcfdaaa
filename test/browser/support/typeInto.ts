import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";

/**
 * Waits until the field of this name has the focus. The `load` of a page says nothing of it: Chromium gives `autofocus` the
 * focus with a later frame, and what is typed before it is lost.
 */
export async function focusOn(page: Page, name: string): Promise<Locator> {
  const field = page.locator(`[name="${name}"]:focus`);
  await field.waitFor();
  return field;
}

/** Types a text by keyboard where the focus is by itself: in the field of this name, and nowhere else. */
export async function typeInto(page: Page, name: string, text: string): Promise<void> {
  const field = await focusOn(page, name);
  await page.keyboard.type(text);
  assert.equal(await field.inputValue(), text);
}
