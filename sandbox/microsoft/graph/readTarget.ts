/**
 * A path of Graph in the form of the table of operations: keys in parentheses become segments, so that
 * `applications(appId='x')` is `applications/appId=x` and `users('x')` is `users/x`.
 * @returns percent-encoded, with the version in front
 */
export function readTarget({ pathname }: URL): string {
  const path = pathname
    .replaceAll(/%28/gi, "(")
    .replaceAll(/%29/gi, ")")
    .replaceAll("%27", "'")
    .replaceAll(/%3D/gi, "=");
  return path
    .split("/")
    .map((segment) => segment.replace(/^([A-Za-z]+)\((?:([A-Za-z]+)=)?'((?:[^']|'')*)'\)$/, keySegments))
    .join("/");
}

function keySegments(_segment: string, collection: string, name: string | undefined, value: string): string {
  const key = value.replaceAll("''", "'");
  return `${collection}/${name === undefined ? key : `${name}=${key}`}`;
}
