/** Everything of the account in the region. */
export const everything = "s3://";

const form = /^s3:\/\/(?:([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?)?$/s;

/** The bucket of `s3://bucket/prefix*`; an empty text for `s3://`; undefined for something else. */
export function bucketOf(scope: string): string | undefined {
  const found = form.exec(normalScope(scope).replace(/\*$/, ""));
  return found ? (found[1] ?? "") : undefined;
}

/** AWS writes the scheme in either case. */
export function normalScope(scope: string): string {
  return scope.replace(/^s3:/i, "s3:");
}

/**
 * What a grant is for: the location's scope, narrowed down by what follows it (API reference, CreateAccessGrant,
 * S3SubPrefix). That a location without a `*` stands for all that begins with it is not said of grants without such a
 * part, and taken here as the user guide takes it for locations.
 */
export function grantScope(locationScope: string, subPrefix: string | undefined): string {
  const base = locationScope.replace(/\*$/, "");
  const folder = base === everything || base.slice(everything.length).includes("/") ? base : `${base}/`;
  return subPrefix === undefined ? `${folder}*` : `${folder}${subPrefix}`;
}

/** Whether all that a target may stand for is within a scope. A `*` counts at the end alone, as everything that begins so. */
export function covers(scope: string, target: string): boolean {
  return scope.endsWith("*") ? target.replace(/\*$/, "").startsWith(scope.slice(0, -1)) : scope === target;
}
