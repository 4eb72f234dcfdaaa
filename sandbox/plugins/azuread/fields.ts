import type { GraphObject } from "./GraphClient.ts";

/**
 * Graph's fields as the published plugin's outputs have them: what is not there is `""`, `false`, or `[]`, never absent
 * (hashicorp/terraform-provider-azuread, the `flatten…` functions).
 */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function flag(value: unknown): boolean {
  return value === true;
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The same in one order, for a set that stands inside of a list. */
export function sortedTexts(value: unknown): readonly string[] {
  return texts(value).toSorted();
}

export function objects(value: unknown): readonly GraphObject[] {
  return Array.isArray(value) ? (value as GraphObject[]) : [];
}

export function object(value: unknown): GraphObject {
  return typeof value === "object" && value !== null ? (value as GraphObject) : {};
}

/** What clears a text at Graph, which takes no empty one. */
export function orNull(value: string | undefined): string | null {
  return value === undefined || value === "" ? null : value;
}
