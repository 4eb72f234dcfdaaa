/** More than this in a column of one picture is too much to read. */
export const mostInColumn = 24;

/**
 * Groups by the first key that leaves no more groups than can be read in a column; by the last where none does.
 * @param keys from fine to coarse
 * @returns each group with its key
 */
export function groupToFit<T>(
  items: readonly T[],
  keys: readonly ((item: T) => string)[],
  most = mostInColumn,
): readonly (readonly [key: string, group: readonly [T, ...T[]]])[] {
  const groupings = keys.map((key) => [...Map.groupBy(items, key)] as [string, [T, ...T[]]][]);
  return groupings.find((groups) => groups.length <= most) ?? groupings.at(-1) ?? [];
}
