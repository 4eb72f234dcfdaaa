/** How many entries each part of the state keeps at most; the oldest go first. */
const most = 1000;

/**
 * Adds an entry that expires to a part of the state, and drops those that have.
 * @param seconds now, in epoch seconds
 */
export function remember<Entry extends { readonly expires: number }>(
  entries: Record<string, Entry>,
  key: string,
  entry: Entry,
  seconds: number,
): void {
  for (const [old, { expires }] of Object.entries(entries)) if (expires <= seconds) forget(entries, old);
  const surplus = Object.keys(entries).length + 1 - most;
  for (const old of Object.keys(entries).slice(0, Math.max(0, surplus))) forget(entries, old);
  entries[key] = entry;
}

export function forget(entries: Record<string, unknown>, key: string): void {
  Reflect.deleteProperty(entries, key);
}

/** An entry of the state by a name that came from outside: never something that every object has. */
export function lookUp<Entry>(entries: Readonly<Record<string, Entry>>, key: string): Entry | undefined {
  return Object.hasOwn(entries, key) ? entries[key] : undefined;
}
