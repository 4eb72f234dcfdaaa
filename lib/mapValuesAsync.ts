/** The same keys, each value changed, all at once. */
export async function mapValuesAsync<V, R>(
  record: Readonly<Record<string, V>>,
  change: (value: V, key: string) => Promise<R>,
): Promise<Record<string, R>> {
  const entries = Object.entries(record).map(async ([key, value]) => [key, await change(value, key)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
