import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds Pulumi.yaml and index.ts, without a trailing slash. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @returns an absolute path below the project's root */
export function inProject(...parts: readonly string[]): string {
  return join(projectRoot, ...parts);
}
