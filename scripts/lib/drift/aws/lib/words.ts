/** Texts in an order that does not depend on AWS's. */
export function inOrder(texts: Iterable<string | undefined> = []): readonly string[] {
  return [...texts].filter((text) => text !== undefined).sort();
}

/** @param none what an empty list is */
export function listed(texts: Iterable<string | undefined> = [], none = "none"): string {
  return inOrder(texts).join(", ") || none;
}

/** Those of a list that another one does not have. */
export function beyond(texts: Iterable<string>, declared: Iterable<string>): readonly string[] {
  const known = new Set(declared);
  return inOrder(texts).filter((text) => !known.has(text));
}
