/** An id of a graph's node: `issuer:okta`. It has no spaces, for the page lists ids with spaces between them. */
export function idOf(kind: string, name: string): string {
  return `${kind}:${name}`.replaceAll("%", "%25").replaceAll(" ", "%20");
}
