import { shortDigest } from "./shortDigest.ts";

/** The tightest limit of the places these names go to: IAM roles and Lambda functions. */
const longest = 64;

/** Of a digest and the dash before it. */
const ending = 9;

/**
 * A resource's name in a vendor's console: `{project}-{stack}-{part}--{part}`. The same parts give the same name. What a
 * Lambda function's name may not have (a stack's may have dots) becomes `-`; a name with that, and one that would be too
 * long, ends in a digest of what it should have been.
 */
export function physicalNameOf(project: string, stack: string, parts: readonly string[]): string {
  const name = `${project}-${stack}-${parts.join("--")}`;
  const plain = plainOf(name);
  return plain === name && name.length <= longest ? name : `${plain.slice(0, longest - ending)}-${shortDigest(name)}`;
}

/** What all names of a stack begin with. */
export function physicalPrefixOf(project: string, stack: string): string {
  return plainOf(`${project}-${stack}-`).slice(0, longest - ending);
}

function plainOf(name: string): string {
  return name.replaceAll(/[^\w-]/g, "-");
}
