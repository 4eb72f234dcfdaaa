/** A list in a sentence, `one, two and three`; of a long one the first few, and how many more. */
export function inWords(items: readonly string[], most = 6): string {
  const shown = items.slice(0, most);
  const more = items.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  const last = all.at(-1) ?? "";
  return all.length < 2 ? last : `${all.slice(0, -1).join(", ")} and ${last}`;
}
