/** Settings in words, by what they are called. */
export type Settings = Readonly<Record<string, string>>;

/** Texts in an order that does not depend on AWS's. */
export function inList(texts: Iterable<string> = []): string {
  return [...texts].sort().join(", ") || "none";
}
