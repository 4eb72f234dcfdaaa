import { getProject, getStack } from "@pulumi/pulumi";
import { physicalNameOf } from "./physicalNameOf.ts";

/**
 * The name by which people find a resource in a vendor's console.
 * @param parts within the stack
 */
export function physicalName(...parts: readonly string[]): string {
  return physicalNameOf(getProject(), getStack(), parts);
}
