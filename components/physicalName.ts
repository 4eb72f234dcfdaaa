import { getProject, getStack } from "@pulumi/pulumi";
import { shortDigest } from "./shortDigest.ts";

/** The tightest limit of the places these names go to: IAM roles and Lambda functions. */
const longest = 64;

/**
 * The name by which people find a resource in a vendor's console: `{project}-{stack}-{part}--{part}`. The same parts
 * give the same name. What a Lambda function's name may not have (a stack's may have dots) becomes `-`; a name with that,
 * and one that would be too long, ends in a digest of what it should have been.
 */
export function physicalName(...parts: readonly string[]): string {
  const name = `${getProject()}-${getStack()}-${parts.join("--")}`;
  const plain = name.replaceAll(/[^\w-]/g, "-");
  if (plain === name && name.length <= longest) {
    return name;
  }
  const digest = shortDigest(name);
  return `${plain.slice(0, longest - digest.length - 1)}-${digest}`;
}
