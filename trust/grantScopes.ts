import type { AccessGrantModel, S3AccessGrantsModel } from "./TrustModel.ts";

/** What a grant is made of, as AWS writes it: `s3://{bucket}/{prefix}*`, or one object. */
export function scopeOf(
  { locations }: Pick<S3AccessGrantsModel, "locations">,
  { location, subPrefix }: Pick<AccessGrantModel, "location" | "subPrefix">,
): string {
  const { bucket = "", prefix = "" } = locations[location] ?? {};
  return `s3://${bucket}/${prefix}${subPrefix}`;
}

/** Whether everything that a target stands for lies in a grant's scope; a `*` stands at the end alone. */
export function covers(scope: string, target: string): boolean {
  if (!scope.endsWith("*")) return scope === target;
  return target.replace(/\*$/, "").startsWith(scope.slice(0, -1));
}

/** Whether two scopes have a place in common. */
export function overlap(one: string, other: string): boolean {
  const [left, right] = [one, other].map((scope) => scope.replace(/\*$/, ""));
  return left !== undefined && right !== undefined && (left.startsWith(right) || right.startsWith(left));
}

/** A scope's bucket, and what its keys begin with; of one object, its key. */
export function partsOf(scope: string): { readonly bucket: string; readonly prefix: string; readonly object: boolean } {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(scope) ?? [];
  return { bucket, prefix: key.replace(/\*$/, ""), object: !scope.endsWith("*") };
}
