/** Entries in the order of their keys, by UTF-16 code units: the same on every machine, whatever its language. */
export function sortedByKey<T>(entries: Iterable<readonly [string, T]>): (readonly [string, T])[] {
  return [...entries].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}
