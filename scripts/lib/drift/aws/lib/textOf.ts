import type { StateResource } from "../../../stack/StateResource.ts";

/** A property of a resource that is a text; undefined for none, an empty one, and one that is encrypted. */
export function textOf(properties: StateResource["inputs"], name: string): string | undefined {
  const value = properties[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
