/** A link as Okta's `_links` have it, with the methods that it allows. */
export function link(
  href: string,
  ...allow: readonly string[]
): { href: string; hints?: { allow: readonly string[] } } {
  return allow.length === 0 ? { href } : { href, hints: { allow } };
}
