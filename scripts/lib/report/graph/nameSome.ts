const named = 20;

/** The first names of a list, and how many there are beside them: `alice, bob and 3 more`. */
export function nameSome(names: readonly string[]): string {
  const rest = names.length - named;
  return rest > 0 ? `${names.slice(0, named).join(", ")} and ${rest} more` : names.join(", ");
}
