export function listed(names: readonly string[]): string {
  return names.join(", ");
}

/** What stands in a list and not in the one before. */
export function newcomers(before: readonly string[], after: readonly string[]): readonly string[] {
  return after.filter((name) => !before.includes(name));
}

/** Each cause once; where none was found, the matrix's own reason. */
export function fallback(causes: readonly string[], why: string | undefined): readonly string[] {
  if (causes.length > 0) return [...new Set(causes)];
  return [why === undefined ? "the trust model differs" : `now: ${why.replace(/\.$/, "")}`];
}
