/**
 * Takes one of the published provider's composite ids apart, such as `userPoolId|identifier`.
 * @param names of the parts; the last one may hold more separators
 * @returns as many parts as there are names
 * @throws Error that tells the form
 */
export function splitId<const Names extends readonly string[]>(
  id: string,
  separator: string,
  ...names: Names
): { readonly [Index in keyof Names]: string } {
  const pieces = id.split(separator);
  const parts = names.map((_, index) =>
    index < names.length - 1 ? pieces[index] : pieces.slice(index).join(separator),
  );
  if (parts.some((part) => part === undefined || part === "")) {
    throw new Error(`id "${id}": expected ${names.join(separator)}`);
  }
  return parts as { readonly [Index in keyof Names]: string };
}
